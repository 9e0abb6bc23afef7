// The one line that a screen reader speaks, and the place where the page says what went wrong.

const status = document.getElementById("pa-status");
const trouble = document.getElementById("pa-trouble");

export const say = (words) => {
  status.textContent = words === status.textContent ? `${words}\u00a0` : words;
};

export const showTrouble = (...nodes) => {
  trouble.replaceChildren(...nodes);
  trouble.hidden = false;
  trouble.scrollIntoView({ block: "nearest" });
};

export const clearTrouble = () => {
  trouble.replaceChildren();
  trouble.hidden = true;
};

export const tellTrouble = (problem, remedy, link) => {
  const words = document.createElement("p");
  words.append(Object.assign(document.createElement("strong"), { textContent: problem }), ` ${remedy} `);
  if (link) {
    words.append(Object.assign(document.createElement("a"), { ...link, target: "_blank", rel: "noopener" }));
  }
  showTrouble(words);
  say(`${problem} ${remedy}`);
};

export const signInEnded = () =>
  tellTrouble(
    "The sign-in has ended.",
    "Sign in again in a new tab, then repeat this here: what was typed is kept.",
    { href: "/sign-in", textContent: "Sign in (opens a new tab)" },
  );
