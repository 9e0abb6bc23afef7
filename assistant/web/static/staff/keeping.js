// Gradio loads the page again when its server comes back: the question is kept over that, and over nothing else.

import { box, write } from "./box.js";
import { tellTrouble } from "./status.js";

const KEY = "pa-question";

addEventListener("pagehide", () => {
  const words = box()?.value.trim();
  if (words) sessionStorage.setItem(KEY, words);
});

const words = sessionStorage.getItem(KEY);
sessionStorage.removeItem(KEY);
const [navigation] = performance.getEntriesByType("navigation");
let waiting = navigation?.type === "reload" ? words : "";

export const restore = () => {
  const field = box();
  if (!waiting || !field) return;
  write(field, waiting);
  waiting = "";
  tellTrouble(
    "The page was loaded again.",
    "The question is kept in the box; the earlier answers are gone. Check the school and who is asking, then ask.",
  );
};
