// Copies citations, hands a link to the device's own sharing, and prints. Without JavaScript the texts stand there to be
// copied by hand, and the buttons stay hidden.

/** The text on the clipboard. A page that came over plain HTTP has no clipboard of its own: there the old way serves. */
async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("not copied");
}

function connect(button, text, words, status) {
  button.addEventListener("click", async () => {
    try {
      await copy(text());
      status.textContent = words.done;
      button.dataset.copied = "";
      setTimeout(() => delete button.dataset.copied, 2000);
    } catch {
      status.textContent = words.failed;
    }
    button.focus();
  });
}

function citeButton(label, words, icon) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cite-button";
  button.setAttribute("aria-label", `${words.copy}${label}`);
  button.title = button.getAttribute("aria-label");
  button.append(icon.cloneNode(true));
  return button;
}

for (const box of document.querySelectorAll(".take-away")) {
  const words = box.dataset;
  const status = box.querySelector("[data-status]");
  for (const button of box.querySelectorAll("[data-copies]")) {
    const source = document.getElementById(button.dataset.copies);
    connect(button, () => source.textContent.trim(), words, status);
    button.parentElement.hidden = false;
  }
  const share = box.querySelector("[data-share]");
  if (share && navigator.share) {
    share.parentElement.hidden = false;
    share.addEventListener("click", () => {
      navigator.share({ title: share.dataset.title, url: share.dataset.share }).catch(() => {});
    });
  }
  // On a statute's page each article gets a button of its own, and one line for all says what was done.
  const articles = document.querySelectorAll(".statute-text > .law-text__block");
  if (!articles.length) continue;
  const icon = box.querySelector("[data-copies] .icon");
  const said = document.createElement("p");
  said.className = "cite-said";
  said.setAttribute("role", "status");
  document.querySelector(".statute-text").append(said);
  for (const article of articles) {
    const link = article.querySelector(".law-text__article");
    if (!link) continue;
    const label = link.textContent.trim();
    const button = citeButton(label, words, icon);
    connect(button, () => `《${words.law}》${label}（${words.version}） ${decodeURI(link.href)}`, words, said);
    button.addEventListener("blur", () => (said.textContent = ""));
    (article.querySelector(":scope > :is(p, ol):last-child > li:last-child") || article.lastElementChild).append(button);
  }
}

const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  document.querySelector("[data-by-hand]").hidden = true;
  print.addEventListener("click", () => window.print());
}
