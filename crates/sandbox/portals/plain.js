// A portal that listens: the events of the element say where the recovery stands, and nothing about
// the person.
const recovery = document.querySelector("regain-recovery");
const said = document.querySelector("#said");

recovery.addEventListener("regain:step", ({ detail }) => {
  said.textContent = `The portal hears: step ${detail.step}.`;
});
recovery.addEventListener("regain:completed", ({ detail }) => {
  said.textContent = `The portal hears: completed ${detail.intent}.`;
});
recovery.addEventListener("regain:crashed", () => {
  said.textContent = "The portal hears: the recovery could not start. Call the service desk.";
});
// The portal leads back to its own log-on page itself, whatever address the server has for it.
recovery.addEventListener("regain:leave", (event) => {
  if (event.detail.to !== "log_on") return;
  event.preventDefault();
  location.assign("/");
});
