// Keeps the inbox up to date: asks for the same page every two seconds while it is visible, and
// swaps the list when it has changed. Without script the page still works, by reloading it.
"use strict";

const EVERY_MS = 2000;
const pause = document.getElementById("pause");
let shown = list(document).innerHTML;

function list(page) {
  return page.getElementById("messages");
}

function localise() {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: "medium",
    timeStyle: "medium",
  });
  for (const time of document.querySelectorAll("time")) {
    time.textContent = format.format(new Date(time.dateTime));
  }
}

async function update() {
  if (document.hidden || pause.ariaPressed === "true") return;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = list(page);
    if (!answer.ok || !next || next.innerHTML === shown) return;
    shown = next.innerHTML;
    // The status line stays in place, so that screen readers notice its new text.
    const status = list(document).querySelector("[role=status]");
    status.textContent = next.querySelector("[role=status]").textContent;
    next.querySelector("[role=status]").remove();
    list(document).replaceChildren(status, ...next.childNodes);
    localise();
  } catch {
    // The sandbox is gone for the moment; the next round tries again.
  }
}

pause.hidden = false;
pause.addEventListener("click", () => {
  pause.ariaPressed = String(pause.ariaPressed !== "true");
});
localise();
setInterval(update, EVERY_MS);
