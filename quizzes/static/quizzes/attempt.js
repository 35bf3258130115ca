// Keeps each answer as it is given. Without this script the paper is a plain form that is saved by its buttons.
//
// An answer waits in localStorage until the server has acknowledged it. Answers are sent one at a time, in the order
// in which they were given; of one question only the last is sent. The clock is the server's: the page is told how many
// seconds are left and counts them down.
(() => {
  "use strict";

  const RETRY_SECONDS = [2, 4, 8, 15, 30];
  const ANNOUNCED_MINUTES = [30, 10, 5];

  const paper = document.querySelector("form.paper");
  if (!paper) return;
  const words = paper.dataset;
  const storageKey = `attempt-${words.attempt}`;
  const state = paper.querySelector("[data-state]");
  const announcer = paper.querySelector("[data-announce]");
  const questions = new Map();
  for (const element of paper.querySelectorAll("[data-question]")) {
    questions.set(element.dataset.question, {
      inputs: [...element.querySelectorAll("input[type=radio], input[type=checkbox]")],
      seen: element.querySelector("input[type=hidden]"),
      note: element.querySelector("[data-note]"),
    });
  }

  // --- What waits to be sent: position -> {chosen, sequence}, oldest first ------------------------------------

  const waiting = new Map(load());
  let sending = false;
  let failures = 0;
  let timer = null;
  let over = false;

  function load() {
    try {
      return JSON.parse(localStorage.getItem(storageKey)) || [];
    } catch {
      return [];
    }
  }

  function keep() {
    try {
      if (waiting.size) localStorage.setItem(storageKey, JSON.stringify([...waiting]));
      else localStorage.removeItem(storageKey);
    } catch {
      // A browser without storage still sends; only a closed page would lose what waits.
    }
  }

  const chosenIn = (question) => question.inputs.filter((input) => input.checked).map((input) => input.value);
  const same = (one, other) => [...one].sort().join() === [...other].sort().join();

  function show(question, chosen) {
    for (const input of question.inputs) input.checked = chosen.includes(input.value);
  }

  function changed(position) {
    const question = questions.get(position);
    const sequence = Math.max(Number(question.seen.value), waiting.get(position)?.sequence ?? 0) + 1;
    waiting.delete(position);
    waiting.set(position, { chosen: chosenIn(question), sequence });
    keep();
    question.note.textContent = words.saving;
    mark(position);
    send();
  }

  async function send() {
    if (sending || over || !waiting.size) return;
    clearTimeout(timer);
    sending = true;
    const [position, answer] = waiting.entries().next().value;
    try {
      await received(position, answer, await post(position, answer));
    } catch {
      later();
    }
    sending = false;
    if (!failures) send();
  }

  function post(position, answer) {
    const body = new URLSearchParams({ position, sequence: answer.sequence });
    for (const option of answer.chosen) body.append("chosen", option);
    const token = paper.querySelector("input[name=csrfmiddlewaretoken]").value;
    return fetch(words.answerUrl, { method: "POST", body, headers: { "X-CSRFToken": token } });
  }

  async function received(position, answer, response) {
    if (response.status === 409) return finish();
    if (response.redirected || response.status === 403) return later(words.signedOut);
    if (response.status >= 500 || response.status === 429) return later();
    failures = 0;
    const question = questions.get(position);
    const isLast = waiting.get(position)?.sequence === answer.sequence;
    if (isLast) waiting.delete(position);
    keep();
    if (!response.ok) {
      question.note.textContent = (await response.json()).message;
      return undefined;
    }
    const kept = await response.json();
    question.seen.value = kept.sequence;
    if (isLast) {
      const elsewhere = !same(kept.chosen, answer.chosen);
      if (elsewhere) show(question, kept.chosen);
      question.note.textContent = elsewhere ? words.elsewhere : `${words.saved} ${kept.saved_at}`;
      mark(position);
    }
    if (!waiting.size) state.textContent = `${words.saved} ${kept.saved_at}`;
    return undefined;
  }

  function later(text = words.waiting) {
    const pause = RETRY_SECONDS[Math.min(failures, RETRY_SECONDS.length - 1)];
    failures += 1;
    state.textContent = text;
    for (const position of waiting.keys()) questions.get(position).note.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(send, pause * 1000);
  }

  // --- Answer sheet -------------------------------------------------------------------------------------------

  function mark(position) {
    const answered = chosenIn(questions.get(position)).length > 0;
    const link = paper.querySelector(`[data-sheet="${position}"]`);
    link.classList.toggle("is-answered", answered);
    link.querySelector("[data-yes]").hidden = !answered;
    link.querySelector("[data-no]").hidden = answered;
    paper.querySelector("[data-answered]").textContent =
      [...questions.values()].filter((question) => chosenIn(question).length).length;
  }

  const sheet = paper.querySelector("details");
  sheet.addEventListener("click", (event) => {
    if (event.target.closest("a")) sheet.open = false;
  });

  // --- Clock --------------------------------------------------------------------------------------------------

  const clock = paper.querySelector("[data-clock]");
  const secondsAtStart = Number(words.secondsLeft);
  const started = { steady: performance.now(), wall: Date.now() };
  let minutesSaid = Math.ceil(secondsAtStart / 60);

  // A sleeping phone may stop one of its two clocks; the one that went further is right.
  const secondsLeft = () =>
    secondsAtStart - Math.max(performance.now() - started.steady, Date.now() - started.wall) / 1000;

  function tick() {
    const left = Math.max(0, Math.ceil(secondsLeft()));
    const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    clock.textContent = words.left.replace("{time}", time);
    clock.parentElement.classList.toggle("is-short", left <= 60);
    const minutes = Math.ceil(left / 60);
    if (minutes < minutesSaid) {
      minutesSaid = minutes;
      if (ANNOUNCED_MINUTES.includes(minutes)) announcer.textContent = words.minutes.replace("{minutes}", minutes);
      if (minutes === 1) announcer.textContent = words.soon;
    }
    if (left === 0) finish();
  }

  function finish() {
    if (over) return;
    over = true;
    clearInterval(ticking);
    const lost = [...waiting.keys()].map(Number).sort((one, other) => one - other);
    waiting.clear();
    keep();
    let text = lost.length ? words.overWithout.replace("{numbers}", lost.join("、")) : words.over;
    if (secondsLeft() > 1) text = words.overElsewhere;
    state.textContent = announcer.textContent = text;
    const leave = () => location.assign(words.resultUrl);
    // A moment to read it in, and for the server's clock to pass the deadline too.
    const pause = lost.length ? 5000 : 2000;
    setTimeout(() => (navigator.onLine ? leave() : window.addEventListener("online", leave)), pause);
  }

  // --- Start --------------------------------------------------------------------------------------------------

  for (const [position, question] of questions) {
    for (const input of question.inputs) input.addEventListener("change", () => changed(position));
    const unsent = waiting.get(position);
    if (unsent && unsent.sequence > Number(question.seen.value)) show(question, unsent.chosen);
    else waiting.delete(position);
    mark(position);
  }
  for (const position of [...waiting.keys()]) if (!questions.has(position)) waiting.delete(position);
  keep();
  // The buttons send the whole form: it counts as a change after the last one that waits or is under way.
  paper.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      // The browser would leave the paper for a page of its own that says only that there is no network.
      event.preventDefault();
      state.textContent = words.offline;
      return;
    }
    over = true;
    for (const [position, answer] of waiting) questions.get(position).seen.value = answer.sequence;
  });
  window.addEventListener("online", send);
  // A page brought back by the back button would show what stood there before.
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  const ticking = setInterval(tick, 1000);
  tick();
  send();
})();
