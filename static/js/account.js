// allauth's passkey scripts report a failure only to the console; here the reader is told.
document.addEventListener("allauth.error", (event) => {
  const alert = document.getElementById("passkey-failed");
  if (!alert) return;
  event.preventDefault();
  alert.hidden = false;
  alert.focus();
});
