// Uses the camera: on the face provider's page it sends pictures until there is a decision, on the
// page of enrolled faces it takes one. Without script the buttons for it stay hidden.
"use strict";

const EVERY_MS = 300;
const preview = document.getElementById("preview");
const guidance = document.getElementById("guidance");
const texts = document.getElementById("texts");
let stream;

function tell(name) {
  const text = texts.content.querySelector(`[data-name="${name}"]`)?.textContent ?? "";
  // The same text again would be announced again.
  if (guidance.textContent !== text) guidance.textContent = text;
}

async function open() {
  try {
    stream ??= await navigator.mediaDevices.getUserMedia({
      video: { width: 640, height: 480, facingMode: "user" },
    });
  } catch {
    tell("refused");
    return false;
  }
  preview.srcObject = stream;
  preview.hidden = false;
  await preview.play();
  return true;
}

function close() {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = undefined;
  preview.hidden = true;
  preview.srcObject = null;
}

async function picture() {
  const canvas = document.createElement("canvas");
  canvas.width = 320;
  canvas.height = Math.round((320 * preview.videoHeight) / preview.videoWidth);
  canvas.getContext("2d").drawImage(preview, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
}

function post(url, body, headers = {}) {
  return fetch(url, { method: "POST", body, headers: { "content-type": "image/jpeg", ...headers } });
}

async function verify(button) {
  const { send, header, token, done } = button.dataset;
  while (stream) {
    const answer = await post(send, await picture(), { [header]: token });
    if (!answer.ok) throw new Error(String(answer.status));
    const { guidance: name, finished } = await answer.json();
    if (finished) {
      close();
      location.assign(done);
      return;
    }
    tell(name);
    await new Promise((go) => setTimeout(go, EVERY_MS));
  }
}

async function enrol(button) {
  const { enrol: url, take } = button.dataset;
  if (button.textContent !== take) {
    button.textContent = take;
    return;
  }
  const answer = await post(url, await picture());
  if (!answer.ok) throw new Error(String(answer.status));
  close();
  location.reload();
}

function attach(button, act) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (!(await open())) return;
    try {
      await act(button);
    } catch {
      close();
      tell("failed");
    }
  });
}

if (navigator.mediaDevices) {
  const camera = document.getElementById("camera");
  if (camera) attach(camera, verify);
  for (const button of document.querySelectorAll("[data-enrol]")) attach(button, enrol);
}
addEventListener("pagehide", close);
