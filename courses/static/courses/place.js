/* Tells the server which part of the lesson the reader has come to, so that another visit or another phone goes on there. */
(() => {
  "use strict";

  const PAUSE = 4000; // milliseconds of rest before a place is sent
  const form = document.getElementById("place");
  if (!form || !("IntersectionObserver" in window)) return;

  const parts = [...document.querySelectorAll("[data-part]")];
  const inSight = new Set();
  let sent = parts.length ? parts[0].dataset.part : "";
  let timer;

  const send = () => {
    clearTimeout(timer);
    const here = parts.find((part) => inSight.has(part));
    if (!here || here.dataset.part === sent) return;
    sent = here.dataset.part;
    form.elements.block.value = sent;
    fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => {});
  };

  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) inSight.add(entry.target);
      else inSight.delete(entry.target);
    }
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  });
  parts.forEach((part) => observer.observe(part));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") send();
  });
})();
