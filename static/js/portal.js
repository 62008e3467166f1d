// Comforts for staff, on top of pages that work without them: keys, the counter of a text field,
// one click one submission. Nothing here is needed to do the work.

const SWITCH = "portal-keys";

const keysAreOn = () => localStorage.getItem(SWITCH) !== "off";
const isTyping = (element) =>
  element.isContentEditable || (element.matches("input, textarea, select") && !element.matches("[type=radio], [type=checkbox]"));

document.addEventListener("keydown", (event) => {
  if (!keysAreOn()) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return submitByKey(event);
  if (event.key === "Enter" && event.target.matches("form[data-submit-keys]:has([data-submit]) input:not([data-own-enter])"))
    return enterInField(event);
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "?") return openHelp(event);
  pressKeyed(event);
});

function submitByKey(event) {
  const form = event.target.closest("form[data-submit-keys]") ?? document.querySelector("form[data-submit-keys]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-submit]") ?? form.querySelector("[type=submit]"));
}

// A form with several buttons names its main one; Enter in a field means that one, on a chip nothing.
function enterInField(event) {
  if (isTyping(event.target)) submitByKey(event);
  else event.preventDefault();
}

function openHelp(event) {
  const help = document.getElementById("shortcuts");
  if (!help || help.open) return;
  event.preventDefault();
  help.showModal();
}

// Whatever carries data-key is focused (a field), toggled (a chip) or followed (a link, a button).
function pressKeyed(event) {
  if (document.querySelector("dialog[open]")) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target || target.disabled) return;
  event.preventDefault();
  if (!target.matches("input") || target.matches("[type=radio], [type=checkbox]")) target.click();
  target.focus();
}

function wireSwitch() {
  for (const box of document.querySelectorAll("[data-keys-switch]")) {
    box.checked = keysAreOn();
    box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
  }
  for (const opener of document.querySelectorAll("[data-open-shortcuts]")) {
    opener.hidden = false;
    opener.addEventListener("click", openHelp);
  }
}

// The server keeps a second submission harmless; this only spares the reader the wait for it.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 4000);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

function wireCounters(root) {
  for (const field of root.querySelectorAll("textarea[maxlength][data-counter]")) {
    const count = document.createElement("p");
    count.className = "p-muted p-small";
    const tell = () => (count.textContent = field.dataset.counter.replace("%", field.maxLength - field.value.length));
    field.after(count);
    field.addEventListener("input", tell);
    tell();
  }
}

// On a phone the rows of a list are cards: each cell is told the words of its column (staff.css shows them).
function labelCells(table) {
  const words = [...table.tHead.rows[0].cells].map((cell) => (cell.querySelector(".kern-sr-only") ? "" : cell.textContent.trim()));
  for (const row of table.tBodies[0].rows)
    for (const cell of row.cells) if (cell.matches("td") && words[cell.cellIndex]) cell.dataset.label = words[cell.cellIndex];
}

wireSwitch();
wireCounters(document);
document.querySelectorAll("table.p-cards").forEach(labelCells);

// The rest of the main menu closes by Escape, and when one goes on elsewhere.
const openMenus = () => document.querySelectorAll("details.p-more[open]");
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
for (const kind of ["click", "focusin"])
  document.addEventListener(kind, (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
