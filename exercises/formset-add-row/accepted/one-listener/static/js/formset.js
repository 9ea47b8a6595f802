"use strict";

(() => {
  const part = (formset, name) => formset.elements[`${formset.dataset.formset}-${name}`];

  const numbered = (template, number) => {
    const copy = document.importNode(template.content, true);
    const walker = document.createTreeWalker(copy, NodeFilter.SHOW_ELEMENT);
    while (walker.nextNode()) {
      for (const attribute of walker.currentNode.attributes) {
        attribute.value = attribute.value.split("__prefix__").join(number);
      }
    }
    return copy.querySelector("[data-row]");
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add]");
    if (!button) return;
    const formset = button.closest("fieldset");
    const total = part(formset, "TOTAL_FORMS");
    if (Number(total.value) >= Number(part(formset, "MAX_NUM_FORMS").value)) return;
    const row = numbered(formset.querySelector("template"), total.value);
    formset.querySelector("[data-rows]").appendChild(row);
    total.value = String(Number(total.value) + 1);
    row.querySelector("input:not([type='hidden'])").focus();
  });
})();
