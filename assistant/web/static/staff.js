// One polite status for a question sent and one for its answer, outside what Gradio redraws.
"use strict";
(() => {
  const status = document.getElementById("pa-status");
  let shown = null;

  const sent = () => {
    const box = document.querySelector("#pa-question-box textarea");
    if (box && box.value.trim()) status.textContent = "Searching the policies…";
  };

  const answered = () => {
    const card = document.querySelector("#pa-answer .pa-card");
    if (card === shown) return;
    shown = card;
    if (!card) return;
    const verdict = card.querySelector(".pa-verdict");
    const alarm = card.querySelector(".pa-alarm h2");
    const parts = [alarm, verdict].filter(Boolean).map((part) => part.textContent.trim());
    status.textContent = `Answer ready: ${parts.join(". ")}.`;
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("#pa-send")) sent();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && event.target.closest("#pa-question-box")) sent();
  });
  new MutationObserver(answered).observe(document.body, { childList: true, subtree: true, characterData: true });
})();
