// Words selected in an article go into the form: at once where the form is on the page, else along with the link to it.
function selectedIn(element) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !element.contains(selection.anchorNode)) return "";
  return selection.toString().split("\n")[0].trim();
}

for (const form of document.querySelectorAll("[data-takes-selection]")) {
  const article = document.getElementById(form.dataset.takesSelection);
  const field = form.querySelector("[name=quote]");
  const kept = sessionStorage.getItem("quote");
  sessionStorage.removeItem("quote");
  if (kept && !field.value && article.textContent.includes(kept)) field.value = kept;
  document.addEventListener("selectionchange", () => {
    const words = selectedIn(article);
    if (words) field.value = words;
  });
}

for (const link of document.querySelectorAll("[data-annotate]")) {
  const article = document.getElementById(link.dataset.annotate);
  let words = "";
  // A tap on the link clears the selection, so that it is remembered as it is made.
  document.addEventListener("selectionchange", () => {
    words = selectedIn(article) || words;
  });
  link.addEventListener("click", () => {
    if (words) sessionStorage.setItem("quote", words);
  });
}
