/* The parents' widget: one tag gives a launcher, and on first open a frame from the assistant's host. It loads nothing
   before that, keeps nothing on the device and touches nothing of the page but its own element. */
(() => {
  "use strict";
  const NAME = "policy-assistant", BRAND = "#17566b", SLOW = 10000, GRACE = 1500;
  const tag = document.currentScript || document.querySelector('script[data-organisation][src*="/widget.js"]');
  const asked = (key) => ((tag && tag.getAttribute(`data-${key}`)) || "").trim();
  const tell = (words) => console.warn(`Policy assistant: ${words}`);
  const organisation = asked("organisation");
  if (!organisation || !tag.src) return tell('nothing is shown: the tag needs src and data-organisation="…".');
  const base = new URL(".", tag.src);
  const label = asked("label") || "Ask about our policies";
  const side = asked("position") === "left" ? "left" : "right";
  let colour = asked("colour").toLowerCase();
  if (colour && !/^#([0-9a-f]{3}){1,2}$/.test(colour)) {
    tell(`data-colour "${colour}" is not of the form #rrggbb; the colour of the settings is used.`);
    colour = "";
  }
  /* The colours of the settings, written here by the server under each organisation's CRC-32. */
  const SET = {};
  const checksum = [...organisation].reduce((sum, letter) => {
    sum ^= letter.charCodeAt();
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 && 0xedb88320);
    return sum;
  }, -1);
  const set = SET[(~checksum >>> 0).toString(16)];
  const brand = colour || (set ? `#${set}` : BRAND);
  const place = new URL(`widget/${encodeURIComponent(organisation)}`, base);
  if (asked("name")) place.searchParams.set("name", asked("name").slice(0, 80));
  if (colour) place.searchParams.set("colour", colour);
  const plain = new URL(`widget/${encodeURIComponent(organisation)}/page`, base);

  const make = (kind, parent, facts = {}, words = "") => {
    const made = document.createElement(kind);
    for (const fact in facts) made.setAttribute(fact, facts[fact]);
    made.textContent = words;
    parent.append(made);
    return made;
  };

  /* Black or white, whichever reads at 4.5 : 1 or better: the same sum as the server's. */
  const on = (hex) => {
    const whole = hex.length === 4 ? hex.replace(/[0-9a-f]/g, "$&$&") : hex;
    const light = [1, 3, 5].reduce((sum, at, place) => {
      const part = parseInt(whole.slice(at, at + 2), 16) / 255;
      return sum + [0.2126, 0.7152, 0.0722][place] * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    }, 0);
    return 1.05 / (light + 0.05) >= 4.5 ? "#fff" : "#000";
  };

  const looks = (nth) => `
:host{all:initial!important;display:block!important;position:fixed!important;inset:auto!important;${side}:16px!important;
bottom:${16 + 68 * nth}px!important;z-index:2147483647!important;overflow:visible!important;direction:ltr!important;
color-scheme:light!important;pointer-events:none!important}
.launch,.panel{pointer-events:auto}
*{box-sizing:border-box;font:600 16px/1.3 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
[hidden]{display:none!important}
.away{opacity:0}.away:focus-within{opacity:1}
.launch{display:flex;align-items:center;gap:10px;min-height:52px;max-width:min(320px,calc(100vw - 32px));padding:10px 20px 10px 16px;
border:2px solid #fff;border-radius:28px;background:${brand};color:${on(brand)};text-align:left;cursor:pointer;
box-shadow:0 2px 14px #0006}
.away:not(:focus-within) .launch{pointer-events:none}
.launch:hover span{text-decoration:underline;text-underline-offset:3px}
svg{flex:none;width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
:focus-visible{outline:3px solid #fff;outline-offset:0;box-shadow:0 0 0 6px #000}
.panel{position:fixed;${side}:16px;bottom:${84 + 68 * nth}px;width:min(420px,calc(100vw - 32px));
height:min(700px,calc(100vh - ${100 + 68 * nth}px));background:#fff;border:1px solid #7d8b96;border-radius:14px;overflow:hidden;
box-shadow:0 8px 40px #0006}
iframe{display:block;width:100%;height:100%;border:0}
.note{padding:24px;color:#1c2730}.note *{color:inherit;font-weight:400}.note p{margin:0 0 16px}
.note :is(a,button){display:inline-block;padding:10px 0;margin-right:24px;border:0;background:none;text-decoration:underline;cursor:pointer}
.note:focus{outline:0}.short{height:auto}
@media(max-width:520px),(max-height:480px){.panel,.short{inset:0;width:auto;height:auto;border:0;border-radius:0}
.open .launch{visibility:hidden}}
@media(forced-colors:active){:focus-visible{outline-color:Highlight}}
@media print{:host{display:none!important}}`;

  const dress = (root, rules) => {
    try { /* A sheet made by script is no inline style: the page's own policy lets it be. */
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      root.adoptedStyleSheets = [sheet];
    } catch { make("style", root, {}, rules); }
  };

  const bubble = (parent) => {
    const space = "http://www.w3.org/2000/svg", drawn = document.createElementNS(space, "svg");
    const line = document.createElementNS(space, "path");
    line.setAttribute("d", "M4 5h16v11h-9l-5 4v-4H4zM8 9.5h8M8 12.5h5");
    drawn.setAttribute("viewBox", "0 0 24 24");
    drawn.setAttribute("aria-hidden", "true");
    drawn.append(line);
    parent.append(drawn);
  };

  const start = () => {
    const others = [...document.querySelectorAll(NAME)];
    if (others.some((other) => other.getAttribute("data-organisation") === organisation)) return;
    const host = make(NAME, document.body, { "data-organisation": organisation });
    const root = host.attachShadow({ mode: "open" });
    dress(root, looks(others.length));
    const box = make("div", root);
    const launcher = make("button", box, { type: "button", class: "launch", "aria-expanded": "false" });
    bubble(launcher);
    make("span", launcher, {}, label);
    const panel = make("div", box, { class: "panel", hidden: "" });
    const note = make("div", panel, { class: "note", role: "status", tabindex: "-1", hidden: "" });
    if (host.showPopover) { /* The top layer: over any z-index, whatever the page transforms. */
      host.popover = "manual";
      host.showPopover();
    }
    let frame = null, ready = false, timer = 0;
    const isOpen = () => !panel.hidden;

    const fail = () => {
      if (ready || !isOpen() || !note.hidden) return;
      frame.hidden = true;
      note.hidden = false;
      panel.classList.add("short");
      make("p", note, {}, "This service is not available here. Please contact the school office, or try the page by itself.");
      make("a", note, { href: plain.href, target: "_blank", rel: "noopener" }, "Open the page (new tab)");
      make("button", note, { type: "button" }, "Close").addEventListener("click", () => close());
      note.focus();
    };
    const load = () => {
      note.hidden = true;
      panel.classList.remove("short");
      note.replaceChildren();
      if (frame) frame.remove();
      frame = make("iframe", panel, {
        title: `${label}${asked("name") ? ` – ${asked("name")}` : ""}`,
        sandbox: "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-same-origin allow-modals",
        referrerpolicy: "strict-origin",
      });
      const mine = frame, late = () => mine === frame && fail();
      clearTimeout(timer);
      timer = setTimeout(late, SLOW);
      frame.addEventListener("load", () => setTimeout(late, GRACE));
      frame.src = place.href;
    };
    const open = () => {
      panel.hidden = false;
      box.classList.add("open");
      launcher.setAttribute("aria-expanded", "true");
      if (ready) setTimeout(() => isOpen() && frame.focus()); /* Firefox leaves it on the button while a key is down */
      else load();
    };
    const close = (back = true) => {
      panel.hidden = true;
      box.classList.remove("open");
      launcher.setAttribute("aria-expanded", "false");
      if (back) launcher.focus();
    };

    launcher.addEventListener("click", () => (isOpen() ? close() : open()));
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && isOpen()) close();
    });
    addEventListener("message", (event) => {
      if (!frame || event.source !== frame.contentWindow || event.origin !== base.origin) return;
      if (event.data === `${NAME}:close` && isOpen()) close();
      if (event.data === `${NAME}:ready` && !ready) {
        ready = true;
        note.hidden = true;
        panel.classList.remove("short");
        frame.hidden = false;
        if (isOpen() && [host, document.body].includes(document.activeElement)) frame.focus();
      }
    });

    /* What the page focuses is never covered: the launcher fades, an open panel closes. */
    const clear = () => {
      let at = document.activeElement;
      while (at && at.shadowRoot && at !== host && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
      const theirs = at && at !== host && at !== document.body && at.getBoundingClientRect();
      const covers = (mine) =>
        theirs && theirs.width * theirs.height < (innerWidth * innerHeight) / 2 && mine.left - 6 < theirs.right &&
        theirs.left < mine.right + 6 && mine.top - 6 < theirs.bottom && theirs.top < mine.bottom + 6;
      if (isOpen() && covers(panel.getBoundingClientRect())) close(false);
      box.classList.toggle("away", !!covers(launcher.getBoundingClientRect()));
    };
    const soon = () => requestAnimationFrame(clear);
    for (const kind of ["focusin", "focusout", "scroll"]) document.addEventListener(kind, soon, { capture: true, passive: true });
    addEventListener("resize", soon, { passive: true });
  };

  if (document.body && document.readyState !== "loading") start();
  else document.addEventListener("DOMContentLoaded", start, { once: true });
})();
