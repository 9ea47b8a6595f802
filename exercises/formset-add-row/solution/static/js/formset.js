// Adds a row to a formset when its button is pressed.
document.querySelectorAll("[data-formset]").forEach((formset) => {
  const prefix = formset.dataset.formset;
  const count = (name) => formset.querySelector(`[name="${prefix}-${name}"]`);
  const total = count("TOTAL_FORMS");
  const most = Number(count("MAX_NUM_FORMS").value);
  const button = formset.querySelector("[data-add]");

  const limit = () => {
    button.disabled = Number(total.value) >= most;
  };

  button.addEventListener("click", () => {
    const number = Number(total.value);
    if (number >= most) return;
    const row = formset.querySelector("template").content.cloneNode(true).firstElementChild;
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const { name, value } of [...element.attributes]) {
        if (value.includes("__prefix__")) element.setAttribute(name, value.replaceAll("__prefix__", number));
      }
    }
    formset.querySelector("[data-rows]").append(row);
    total.value = number + 1;
    limit();
    row.querySelector("input:not([type=hidden]), select, textarea").focus();
  });

  limit();
});
