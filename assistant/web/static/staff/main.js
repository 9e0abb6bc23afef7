// The staff page around Gradio: sends are noticed, each turn that arrives is put into the conversation.

import "./acts.js";
import { open, sent, settled } from "./box.js";
import { restore } from "./keeping.js";
import { mend } from "./mend.js";
import { place } from "./thread.js";

let shown = "";

const look = () => {
  mend();
  open();
  restore();
  const turn = document.querySelector("#pa-answer .pa-turn");
  if (!turn || turn.id === shown) return;
  shown = turn.id;
  settled();
  place(turn);
};

document.addEventListener("click", (event) => {
  if (event.target.closest("#pa-send")) sent();
  else if (event.target.closest(".pa-example")) sent(false);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && event.target.closest("#pa-question-box")) sent();
});
document.documentElement.classList.add("pa-scripted");
new MutationObserver(look).observe(document.querySelector("gradio-app"), { childList: true, subtree: true });
look();
