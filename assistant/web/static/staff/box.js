// The question box while an answer is awaited: it can be read and keeps focus, but takes no second question.

import { clearTrouble, say, signInEnded, tellTrouble } from "./status.js";

const FIRST_LOOK = 1500;
const NEXT_LOOK = 3000;
const LOOKS = 12;
let timer = 0;
let opened = false;

export const box = () => document.querySelector("#pa-question-box textarea");

export const toBox = () => box()?.focus();

// Gradio's own autofocus would take the focus from an answer whenever it draws the box again.
export const open = () => {
  if (opened || !box()) return;
  opened = true;
  if (document.activeElement === document.body) toBox();
};

export const sent = (fromBox = true) => {
  const field = box();
  if (!field || field.readOnly || (fromBox && !field.value.trim())) return;
  lock(true);
  clearTrouble();
  say("Searching the policies…");
  timer = setTimeout(look, FIRST_LOOK, 1);
};

export const settled = () => {
  clearTimeout(timer);
  clearTrouble();
  lock(false);
};

export const write = (field, words) => {
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

const lock = (waiting) => {
  const field = box();
  if (field) field.readOnly = waiting;
  document.getElementById("pa-send")?.setAttribute("aria-disabled", String(waiting));
  document.documentElement.classList.toggle("pa-waiting", waiting);
};

// Gradio says nothing of its own when it is refused or cut off: ask the server whether it still answers this visitor.
const look = async (count) => {
  const state = await standing();
  if (state === "here" && count < LOOKS) {
    timer = setTimeout(look, NEXT_LOOK, count + 1);
    return;
  }
  lock(false);
  if (state === "ended") signInEnded();
  else if (state === "here") tellTrouble("The question was not answered.", "It is still in the box: ask again.");
  else tellTrouble("The assistant can’t be reached.", "The question is kept in the box: ask again in a moment.");
};

const standing = async () => {
  try {
    const reply = await fetch("/staff/here", { cache: "no-store" });
    if (reply.status === 401 || reply.status === 403) return "ended";
    return reply.ok ? "here" : "gone";
  } catch {
    return "gone";
  }
};
