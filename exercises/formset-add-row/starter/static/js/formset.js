// Adds a row to a formset when its button is pressed.
document.querySelectorAll("[data-add]").forEach((button) => {
  button.addEventListener("click", () => {
    const formset = button.closest("[data-formset]");
    const rows = formset.querySelector("[data-rows]");
    const row = rows.lastElementChild.cloneNode(true);
    row.innerHTML = row.innerHTML.replace("__prefix__", rows.children.length);
    rows.append(row);
  });
});
