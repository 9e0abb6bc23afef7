// What can be done with an answer: copy, print, compare, follow up, say whether it was right.

import { toBox } from "./box.js";
import { say, signInEnded } from "./status.js";
import { factsOf, inFull } from "./thread.js";

const note = (turn, words, wrong = false) => {
  const line = Object.assign(document.createElement("p"), { className: "pa-note", textContent: words });
  line.classList.toggle("pa-wrong", wrong);
  turn.querySelector(".pa-below").replaceChildren(line);
  say(words);
};

const post = async (address, body) => {
  const reply = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const told = await reply.json().catch(() => ({}));
  if (reply.ok) return told;
  if (reply.status === 401) signInEnded();
  throw new Error(told.error ? `${told.error} ${told.remedy}` : "That did not work. Try again in a moment.");
};

const unreached = (error) =>
  error instanceof TypeError ? "The assistant can’t be reached. Try again in a moment." : error.message;

const copy = async (turn) => {
  const words = turn.querySelector(".pa-plain").textContent;
  try {
    await navigator.clipboard.writeText(words);
    note(turn, "The answer is copied as text, with its citation.");
  } catch {
    note(turn, "The browser did not allow copying. The text is selected: press Ctrl and C (or ⌘ and C).");
    const field = Object.assign(document.createElement("textarea"), { readOnly: true, rows: 8, value: words });
    field.setAttribute("aria-label", "The answer as text");
    turn.querySelector(".pa-below").append(field);
    field.select();
  }
};

const compare = async (turn, button) => {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  say("Comparing with the other policies…");
  try {
    const { html, said } = await post("/staff/compare", factsOf(turn));
    const shown = document.createElement("template");
    shown.innerHTML = html; // made by our own server, every value escaped
    turn.querySelector(".pa-below").replaceChildren(shown.content);
    inFull(turn);
    turn.querySelector(".pa-comparison").focus();
    say(said);
  } catch (error) {
    note(turn, unreached(error), true);
  }
  button.setAttribute("aria-disabled", "false");
};

const doings = { copy, compare, print: () => window.print(), follow: toBox };

const sendFeedback = async (form) => {
  const turn = form.closest(".pa-turn");
  const { question, organisation, role, outcome, verdict, policy, clause, as_of } = factsOf(turn);
  const given = new FormData(form);
  const sent = given.get("along") ? question : "";
  const answer = { organisation, role, outcome, verdict, policy, clause, as_of, question: sent };
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  try {
    await post("/api/feedback", { ...answer, right: given.get("right") === "yes", reason: given.get("reason") });
    thank(form);
  } catch (error) {
    const wrong = form.querySelector(".pa-wrong");
    wrong.id = `${turn.id}-wrong`;
    wrong.textContent = unreached(error);
    wrong.hidden = false;
    const reason = form.querySelector("textarea");
    reason.setAttribute("aria-describedby", wrong.id);
    reason.focus();
    say(wrong.textContent);
  }
  delete form.dataset.sending;
};

const thank = (form) => {
  const words = "Thank you: that was sent. It is read by the people who look after the policies.";
  const line = Object.assign(document.createElement("p"), { className: "pa-note", textContent: words, tabIndex: -1 });
  form.replaceWith(line);
  line.focus();
  say(words);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) doings[button.dataset.do](button.closest(".pa-turn"), button);
});
document.addEventListener("change", (event) => {
  if (event.target.name === "right") event.target.form.querySelector(".pa-reason").hidden = false;
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches(".pa-feedback")) return;
  event.preventDefault();
  sendFeedback(event.target);
});

let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("#pa-earlier li > details:not([open])")];
  opened.forEach((each) => (each.open = true));
});
window.addEventListener("afterprint", () => opened.forEach((each) => (each.open = false)));
