// The conversation: the newest answer in full, where the eye and focus are, earlier ones above it, folded.

import { box, toBox } from "./box.js";
import { say, showTrouble } from "./status.js";

const KEPT = 20;
const TO_MEND = ["refused_input", "unclear_question"];
const earlier = document.getElementById("pa-earlier");
const latest = document.getElementById("pa-latest");
const acts = document.getElementById("pa-acts");
let count = 0;

export const factsOf = (turn) => JSON.parse(turn.querySelector(".pa-facts").textContent);

export const inFull = (turn) => {
  for (const link of turn.querySelectorAll("a[href]")) link.setAttribute("href", link.href); // for paper
};

export const place = (arrived) => {
  const turn = document.importNode(arrived, true);
  const said = turn.querySelector(".pa-said").textContent;
  if (turn.classList.contains("pa-kind-fresh")) {
    begin(said);
  } else if (turn.classList.contains("pa-kind-problem")) {
    showTrouble(turn.querySelector(".pa-card"));
    say(said);
    held();
  } else {
    show(turn);
    say(said);
  }
};

const begin = (said) => {
  if (latest.hidden) return;
  latest.replaceChildren();
  earlier.querySelector("ol").replaceChildren();
  latest.hidden = true;
  earlier.hidden = true;
  count = 0;
  document.documentElement.classList.remove("pa-started");
  say(said);
  held();
};

const show = (turn) => {
  fold();
  const facts = factsOf(turn);
  inFull(turn);
  turn.append(acts.content.cloneNode(true));
  turn.querySelector("[data-do=compare]").hidden = !facts.compares;
  if (facts.outcome === "safeguarding") turn.querySelector(".pa-tick").remove(); // what was told stays here
  count += 1;
  latest.replaceChildren(turn);
  latest.hidden = false;
  latest.setAttribute("aria-label", `Answer ${count}`);
  document.documentElement.classList.add("pa-started");
  if (TO_MEND.includes(facts.outcome)) {
    latest.scrollIntoView({ block: "nearest" });
    held();
  } else {
    bring();
  }
};

const bring = () => {
  const elsewhere = document.activeElement?.closest("header, footer, #pa-earlier, #pa-who");
  if (!elsewhere) latest.focus({ preventScroll: true });
  latest.scrollIntoView({ block: "start" });
};

// Focus that was on something now gone, or nowhere, goes to the question box.
const held = () => {
  const now = document.activeElement;
  if (!now || now === document.body || !now.getClientRects().length) toBox();
  if (box()?.value && document.getElementById("pa-send") === now) toBox();
};

const fold = () => {
  const turn = latest.firstElementChild;
  if (!turn) return;
  const facts = factsOf(turn);
  const chip = Object.assign(document.createElement("span"), { className: "pa-chip", textContent: facts.chip });
  chip.classList.add(...(turn.querySelector(".pa-verdict")?.classList ?? ["pa-verdict-none"]));
  chip.classList.remove("pa-verdict");
  const question = Object.assign(document.createElement("span"), { textContent: facts.question });
  const summary = document.createElement("summary");
  summary.append(chip, " ", question);
  const details = document.createElement("details");
  details.append(summary, turn);
  const entry = document.createElement("li");
  entry.append(details);
  const list = earlier.querySelector("ol");
  list.append(entry);
  while (list.children.length > KEPT) list.firstElementChild.remove();
  earlier.hidden = false;
};
