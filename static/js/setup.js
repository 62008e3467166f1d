// Django admin gives some controls no name: those in rows, and those it draws by script. A screen reader would say
// "combobox" alone.
const wordsFor = (field) => {
  const name = [...(field.closest("td")?.classList ?? [])].find((word) => word.startsWith("field-"))?.slice(6);
  // In a table of rows the column has the name; that of "Delete?" is the last one.
  const column = name ? `th.column-${CSS.escape(name)}` : "thead th:last-child";
  return (field.labels?.[0] ?? field.closest("table")?.querySelector(column))?.textContent.trim().replace(/:$/, "");
};

const nameDrawn = (select) => {
  const words = wordsFor(select);
  const drawn = select.nextElementSibling;
  if (!words || !drawn?.classList.contains("select2")) return;
  // What is chosen stays part of the name: "Organisation: Stadt Zwickau".
  const chosen = drawn.querySelector(".select2-selection__rendered")?.title;
  for (const box of drawn.querySelectorAll(".select2-selection, [role=textbox], .select2-search__field")) {
    box.removeAttribute("aria-labelledby");
    box.setAttribute("aria-label", chosen ? `${words}: ${chosen}` : words);
  }
};

const nameAll = () => {
  for (const field of document.querySelectorAll(".tabular td :is(input:not([type=hidden]), select, textarea)")) {
    const words = wordsFor(field);
    if (words && !field.labels?.length) field.setAttribute("aria-label", words);
  }
  for (const select of document.querySelectorAll("select.admin-autocomplete")) nameDrawn(select);
  // A cell that heads no column is no heading.
  for (const cell of document.querySelectorAll("th.original:empty")) {
    const plain = document.createElement("td");
    plain.className = "original";
    cell.replaceWith(plain);
  }
};

// After Django's own scripts, which draw when the page is ready and speak through their jQuery.
window.addEventListener("load", () => {
  nameAll();
  window.django?.jQuery(document).on("change", "select.admin-autocomplete", (event) => nameDrawn(event.target));
});
document.addEventListener("formset:added", () => setTimeout(nameAll));
