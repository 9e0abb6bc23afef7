// Fetches a page and puts its part in place of this page's; keeps the focus where it was.
"use strict";

export async function fetched(address, options = {}) {
  const response = await fetch(address, { ...options, headers: { Accept: "text/html" }, cache: "no-store" });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return { page, address: response.url, ok: response.ok };
}

// Puts `id` of the page here; false where the page has no such part. A control with an id keeps the focus if it is
// still there, else `fallback` gets it, so that focus is never dropped.
export function replace(id, page, fallback = null) {
  const fresh = page.getElementById(id);
  const old = document.getElementById(id);
  if (!fresh || !old) return false;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const focus = focused && focused !== document.body ? focused.id : null;
  old.replaceWith(document.adoptNode(fresh));
  document.title = page.title || document.title;
  if (focus !== null) (document.getElementById(focus) || document.getElementById(fallback) || fresh).focus({ preventScroll: true });
  return true;
}

// Follows a session: events where they come, a question every three seconds where they don't. The server lets itself be
// heard every fifteen seconds; a connection that is silent for longer is dead, whatever the browser thinks.
const SILENT = 40_000;
const POLL = 3_000;

export function follow(session, since, { changed, connected, lost, gone }) {
  let source = null;
  let asking = 0;
  let silence = 0;

  function listen() {
    source?.close();
    source = new EventSource(`${session}/events?since=${since()}`);
    source.onopen = () => { clearTimeout(asking); heard(); connected(); };
    source.addEventListener("change", (event) => { heard(); changed(JSON.parse(event.data)); });
    source.addEventListener("beat", heard);
    source.onerror = () => {
      lost();
      // A refused connection is tried again by the browser itself; one that was answered with an error is not.
      if (source.readyState === EventSource.CLOSED) later();
    };
  }

  function heard() {
    clearTimeout(silence);
    silence = setTimeout(() => { listen(); poll(); }, SILENT);
  }

  function later() {
    clearTimeout(asking);
    asking = setTimeout(poll, POLL);
  }

  async function poll() {
    try {
      const response = await fetch(`${session}/${session.startsWith("/train") ? "pulse" : "step"}`, { cache: "no-store" });
      // Deleted, or the sign-in has ended: the page itself says which.
      if ([401, 403, 404].includes(response.status)) return gone();
      if (!response.ok) return later();
      connected();
      changed(await response.json());
      if (source.readyState === EventSource.CLOSED) listen();
    } catch {
      lost();
      later();
    }
  }

  // A phone that slept may have a connection that looks alive and is not.
  document.addEventListener("visibilitychange", () => { if (!document.hidden) poll(); });
  window.addEventListener("online", poll);
  window.addEventListener("offline", lost);
  window.addEventListener("pagehide", () => source.close());
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  listen();
}
