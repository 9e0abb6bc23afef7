// The screen in the room: keys and clicker, full screen, type that fits, counts that change by themselves.
"use strict";
import { fetched, follow, replace } from "./swap.js";

const status = document.getElementById("status");
const stage = () => document.getElementById("stage");
const find = (selector) => stage().querySelector(selector);
let busy = false;
let latest = null;
let counted = 0;
let counting = 0;
let away = false;

function arrange() {
  for (const button of stage().querySelectorAll("[data-blank], [data-full]")) button.hidden = false;
  if (!document.fullscreenEnabled) find("[data-full]")?.setAttribute("hidden", "");
  fit();
}

// Sets the type smaller, to two thirds at the least, until the page needs no scrolling; a clause in its page begins
// larger, for how much of the policy stands around it is not known before it is laid out.
function fit() {
  const box = find(".fit");
  if (!box) return;
  for (let size = box.matches(".at-clause, .at-tempting") ? 1.4 : 1; size >= 0.66; size -= 0.04) {
    box.style.setProperty("--fit", size.toFixed(2));
    if (document.documentElement.scrollHeight <= innerHeight + 1) return;
  }
}

async function show(address, options, keep) {
  if (busy) return;
  busy = true;
  let shown = false;
  try {
    const result = await fetched(address, options);
    if (!replace("stage", result.page, "stage")) return location.assign(keep || result.address);
    if (keep) history.pushState(null, "", keep);
    tell(stage().dataset.news);
    scrollTo({ top: 0 });
    arrange();
    shown = true;
  } catch {
    tell("No connection to the assistant. Press the key again in a moment.", true);
  } finally {
    busy = false;
    if (shown && latest && latest.step > step()) settle().catch(lost);
  }
}

function tell(text, seen = false) {
  status.className = seen ? "seen" : "hidden";
  status.textContent = text;
}

function lost() {
  away = true;
  tell("No connection to the assistant. Trying again; nothing is lost.", true);
}

function connected() {
  if (away) tell("Connected again.");
  away = false;
  settle().catch(lost);
}

function move(way) {
  const goal = find(`[data-move="${way}"]`);
  if (!goal) return;
  if (goal.matches("a")) return show(goal.href, {}, goal.href);
  const body = new URLSearchParams(new FormData(goal, goal.querySelector("button")));
  show(goal.action, { method: "POST", body }, "");
}

function turn() {
  const link = find("[data-turn]");
  if (link) show(link.href, {}, link.href);
}

const blanked = () => document.documentElement.classList.contains("blank");
function blank(on) {
  document.documentElement.classList.toggle("blank", on);
  for (const part of stage().children) part.inert = on;
  tell(on ? "The screen is blank. Any key brings it back." : "The screen is back.");
}

function full() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => tell("This browser gives no full screen here. Its own key is F11."));
}

function leave() {
  const keys = find("[data-keys][open]");
  if (keys) { keys.open = false; keys.querySelector("summary").focus(); }
  else if (!document.fullscreenElement) location.assign(stage().dataset.leave);
}

const KEYS = {
  ArrowRight: () => move("next"), PageDown: () => move("next"), " ": () => move("next"), Enter: () => move("next"),
  ArrowLeft: () => move("back"), PageUp: () => move("back"),
  ".": () => blank(true), b: () => blank(true), f: full, d: turn, Escape: leave,
  "?": () => { const keys = find("[data-keys]"); if (keys) keys.open = !keys.open; },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (blanked()) { event.preventDefault(); return blank(false); }
  const pressed = event.target.closest?.("a, button, summary, input, select, textarea");
  if (pressed && (event.key === " " || event.key === "Enter")) return;
  const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!action || event.repeat) return;
  event.preventDefault();
  action();
});

document.addEventListener("click", (event) => {
  if (blanked()) return blank(false);
  const control = event.target.closest("a, button");
  if (!control || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (control.matches("a[data-move], a[data-go], a[data-turn]")) { event.preventDefault(); show(control.href, {}, control.href); }
  else if (control.matches("[data-blank]")) blank(true);
  else if (control.matches("[data-full]")) full();
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-move]")) return;
  event.preventDefault();
  move(event.target.dataset.move);
});

window.addEventListener("popstate", () => show(location.href, {}, ""));
window.addEventListener("resize", fit);

const step = () => Number(stage().dataset.step);

function changed(facts) {
  latest = facts;
  return settle();
}

// Shows the latest step that was told of, or the counts where the step is the one shown.
async function settle() {
  if (busy || !latest) return;
  if (latest.step > step()) return show(location.href, {}, "");
  const turn = ++counting;
  const { page } = await fetched(location.href);
  if (turn < counted || Number(page.getElementById("stage")?.dataset.step) !== step()) return;
  counted = turn; // a reply overtaken on its way by a later one would put older counts back
  replace("counts", page);
  replace("votes", page);
}

arrange();
if (stage().dataset.session) {
  follow(stage().dataset.session, () => stage().dataset.version, {
    changed: (facts) => changed(facts).catch(lost), connected, lost, gone: () => location.assign(stage().dataset.leave),
  });
}
