// Shows the states as the form asks for: each in a frame of its own, which is loaded while it is in
// sight, since a hundred elements at once are too much for a browser.

const form = document.getElementById("looks");
const figures = [...document.querySelectorAll("figure")];
const inSight = new Set();

function load(figure) {
  const frame = figure.querySelector("iframe");
  const address = figure.querySelector("a").href;
  if (!inSight.has(figure)) frame.removeAttribute("src");
  else if (frame.src !== address) frame.src = address;
}

function update() {
  const { filter, width, ...looks } = Object.fromEntries(new FormData(form));
  const query = new URLSearchParams(Object.entries(looks).filter(([, value]) => value));
  const words = filter.trim().toLowerCase();
  for (const figure of figures) {
    figure.hidden = !figure.textContent.toLowerCase().includes(words);
    figure.querySelector("iframe").width = width;
    figure.querySelector("a").href = `/playground/${figure.dataset.name}?${query}`;
    load(figure);
  }
  const count = figures.filter((figure) => !figure.hidden).length;
  document.getElementById("count").textContent = `${count} of ${figures.length} states`;
}

const watch = new IntersectionObserver((changes) => {
  for (const { target, isIntersecting } of changes) {
    if (isIntersecting) inSight.add(target);
    else inSight.delete(target);
    load(target);
  }
});

form.addEventListener("input", update);
form.addEventListener("submit", (event) => event.preventDefault());
update();
figures.forEach((figure) => watch.observe(figure));
