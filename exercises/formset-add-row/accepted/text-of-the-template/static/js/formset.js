// Adds a row to a formset when its button is pressed.
for (const button of document.querySelectorAll("[data-add]")) {
  const formset = button.closest("[data-formset]");
  const [total, , , most] = formset.querySelectorAll("input[type=hidden][name$=_FORMS]");
  button.addEventListener("click", () => {
    if (+total.value >= +most.value) return;
    const html = formset.querySelector("[data-empty]").innerHTML.replace(/__prefix__/g, total.value);
    const rows = formset.querySelector("[data-rows]");
    rows.insertAdjacentHTML("beforeend", html);
    total.value = +total.value + 1;
    const fields = rows.lastElementChild.querySelectorAll("input, select, textarea");
    [...fields].find((field) => field.type !== "hidden").focus();
  });
}
