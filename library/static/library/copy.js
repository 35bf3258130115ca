// A button that copies the text of the element its row names. Without JavaScript the row stays hidden.
for (const row of document.querySelectorAll("[data-copies]")) {
  if (!navigator.clipboard) continue;
  const status = row.querySelector("[data-done]");
  row.hidden = false;
  row.querySelector("button").addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(row.dataset.copies).textContent.trim());
    status.textContent = status.dataset.done;
  });
}
