// A participant's phone: answers without leaving the page, follows the trainer's steps, says when the connection is lost.
"use strict";
import { fetched, follow, replace } from "./swap.js";

const status = document.getElementById("status");
let unsent = null;
document.documentElement.classList.add("scripted");
let away = false;
let latest = 0;

const now = () => document.getElementById("now");
const step = () => Number(now().dataset.step);

function say(text, quiet = false) {
  status.classList.toggle("quiet", quiet);
  if (status.textContent !== text) status.textContent = text;
}

async function load() {
  const before = step();
  const { page } = await fetched(now().dataset.session);
  show(page, before);
}

function show(page, before) {
  const fresh = page.querySelector("#now[data-step]");
  if (!fresh) return location.reload();
  if (Number(fresh.dataset.step) < step()) return; // a reply overtaken on its way by a later one
  replace("now", page, "head");
  if (step() !== before) {
    scrollTo({ top: 0 });
    say(now().dataset.news, true);
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-answers]") || !event.submitter) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(event.target, event.submitter));
  press(event.submitter);
  send({ address: event.target.action, body, said: event.submitter.textContent.trim() });
});

function press(chosen) {
  for (const button of chosen.form.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button === chosen));
}

async function send(answer) {
  unsent = answer;
  const before = step();
  try {
    const { page } = await fetched(answer.address, { method: "POST", body: answer.body });
    if (unsent !== answer) return;
    unsent = null;
    show(page, before);
    settle();
    if (!away) say(`Answer kept: ${answer.said.replace(/^\W+\s*/, "")}.`, true);
  } catch {
    if (unsent === answer) say("Not sent yet: no connection. The answer is sent as soon as there is one.");
  }
}

function connected() {
  if (unsent) send(unsent);
  else settle();
  if (!away) return;
  away = false;
  say("Connected again.", true);
}

function lost() {
  if (!away || !status.textContent) say(unsent ? "Not sent yet: no connection. The answer is sent as soon as there is one." : "No connection. Trying again; what was answered is kept.");
  away = true;
}

function changed(facts) {
  latest = facts.id ?? facts.step;
  settle();
}

// Shows the latest step that was told of, once no answer is on its way.
async function settle() {
  if (unsent || latest <= step()) return;
  try { await load(); } catch { lost(); }
}

if (now()?.dataset.session) follow(now().dataset.session, step, { changed, connected, lost, gone: () => location.reload() });
