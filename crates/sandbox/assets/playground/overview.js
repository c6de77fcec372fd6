// Shows the states as the form asks for: each in a frame of its own.

const form = document.getElementById("looks");
const figures = [...document.querySelectorAll("figure")];

function update() {
  const { filter, width, ...looks } = Object.fromEntries(new FormData(form));
  const query = new URLSearchParams(Object.entries(looks).filter(([, value]) => value));
  let count = 0;
  for (const figure of figures) {
    figure.hidden = !figure.textContent.toLowerCase().includes(filter.trim().toLowerCase());
    if (!figure.hidden) count += 1;
    const frame = figure.querySelector("iframe");
    const address = `/playground/${figure.dataset.name}?${query}`;
    frame.width = width;
    if (frame.getAttribute("src") !== address) frame.setAttribute("src", address);
    figure.querySelector("a").href = address;
  }
  document.getElementById("count").textContent = `${count} of ${figures.length} states`;
}

form.addEventListener("input", update);
form.addEventListener("submit", (event) => event.preventDefault());
update();
