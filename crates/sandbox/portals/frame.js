// The frame tells its steps as the element does; what is typed in it stays in it.
const said = document.querySelector("#said");
document.addEventListener("regain:step", ({ detail }) => {
  said.textContent = `The portal hears: step ${detail.step}.`;
});
