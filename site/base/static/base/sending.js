// Says beside a form that htmx sends that it did not get through; without this nothing at all would be seen to happen.
(() => {
  "use strict";

  const words = document.currentScript.dataset;
  const noteIn = (form) => form.querySelector("[data-not-sent]");

  const say = (event, text) => {
    const form = event.detail.elt;
    let note = noteIn(form);
    if (!note) {
      note = document.createElement("p");
      note.className = "field__error";
      note.setAttribute("role", "alert");
      note.dataset.notSent = "";
      form.append(note);
    }
    note.textContent = text;
  };

  document.addEventListener("htmx:sendError", (event) => say(event, words.offline));
  document.addEventListener("htmx:responseError", (event) => say(event, words.refused));
  document.addEventListener("htmx:beforeRequest", (event) => noteIn(event.detail.elt)?.remove());
})();
