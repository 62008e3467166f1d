// Keeps what is being typed on the server, a few seconds after the last key: on top of the button that does the same.
// <form data-draft="/address/" data-draft-lost="words for a lost session"> … <span data-draft-state></span>

const PAUSE = 2500;

for (const form of document.querySelectorAll("form[data-draft]")) wire(form);

function wire(form) {
  const state = form.querySelector("[data-draft-state]");
  let timer = null, sending = null, isSent = false;

  const tell = (text, isLost) => {
    if (!state) return;
    state.textContent = text;
    state.classList.toggle("p-late", isLost);
    if (isLost) state.setAttribute("role", "alert");
    else state.removeAttribute("role");
  };

  async function keep() {
    timer = null;
    if (isSent) return;
    sending?.abort();
    sending = new AbortController();
    const options = { method: "POST", body: new FormData(form), redirect: "manual", signal: sending.signal, keepalive: true };
    try {
      const answer = await fetch(form.dataset.draft, options);
      if (answer.ok) tell(await answer.text(), false);
      else if (answer.status !== 409) tell(form.dataset.draftLost, true);
    } catch (error) {
      if (error.name !== "AbortError") tell(form.dataset.draftLost, true);
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  // Another window, another programme, the screen goes dark: what has not been kept yet is kept now.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || timer === null) return;
    clearTimeout(timer);
    keep();
  });
  form.addEventListener("submit", () => {
    isSent = true;
    clearTimeout(timer);
    sending?.abort();
    setTimeout(() => (isSent = false), 4000);
  });
}
