/* The conversation in the widget's frame. Earlier questions live in this page's memory and nowhere else. */
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const form = $("ask"), box = $("question"), send = $("send"), status = $("status"), problem = $("problem");
  const LONGEST = Number(form.dataset.longest), NEAR = 30, HANDED_ON = 5, PATIENCE = 30000, TRIES = 4;
  const SEARCHING = "Searching the policies…";
  const OFFICE = `Whom to ask meanwhile: ${form.dataset.office}.`;
  const LOST = ["The assistant could not be reached.", `Check the connection and ask again; the question is still in the box. ${OFFICE}`];
  const BROKEN = ["Something went wrong and the question was not answered.", `It is still in the box: ask again in a moment. ${OFFICE}`];
  const framed = window.parent !== window;
  /* A frame prints itself, nothing being asked again; on an iPhone or iPad the page around it would be printed instead. */
  const prints = typeof window.print === "function" && !(framed && CSS.supports("-webkit-touch-callout", "none"));
  let past = [], last = [], waiting = false, conversation = 0, telling = 0;

  const length = () => [...box.value.trim()].length;
  const many = (number) => `${number} character${number === 1 ? "" : "s"}`;
  const size = () => Math.abs(LONGEST - length());

  /* Nothing but one of two words ever leaves for the page around: whoever it is learns no more than a click.
     A statement, never the value returned: WebKit drops the caller of a tail call, and with it who sent the message. */
  const post = (word) => {
    if (framed) window.parent.postMessage(`policy-assistant:${word}`, "*");
  };

  const count = () => {
    const left = LONGEST - length();
    $("count").textContent = left < 0 ? `${many(-left)} too many` : length() ? `${many(left)} left` : `Up to ${many(LONGEST)}`;
    $("count").classList.toggle("over", left < 0);
    clearTimeout(telling);
    if (left <= NEAR) telling = setTimeout(() => ($("near").textContent = $("count").textContent), 1000);
  };

  /* What is scrolled to or focused stays clear of the pinned title and form, however tall they are. */
  const fit = () => {
    const covers = (part) => (getComputedStyle(part).position === "sticky" ? part.offsetHeight : 0) + 12;
    document.documentElement.style.scrollPadding = `${covers(document.querySelector(".top"))}px 0 ${covers(form)}px`;
  };

  /* The pinned box is in view wherever the page is scrolled: going to it moves nothing else. */
  const enter = () => box.focus({ preventScroll: getComputedStyle(form).position === "sticky" });

  const grow = () => {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + 4, 168)}px`;
    fit();
  };

  const wait = (on) => {
    waiting = on;
    box.readOnly = on;
    send.setAttribute("aria-disabled", String(on));
    form.classList.toggle("waiting", on);
  };

  /* What could not be asked may have been urgent: whoever is told no is told where to turn all the same. */
  const complain = ([what, remedy], urgent = form.dataset.urgent) => {
    const strong = document.createElement("strong");
    strong.textContent = what;
    problem.replaceChildren(strong, ` ${remedy} ${urgent}`);
    problem.hidden = false;
    fit();
    box.setAttribute("aria-invalid", "true");
    box.setAttribute("aria-describedby", "problem count");
    status.textContent = problem.textContent;
    if (document.activeElement !== box) enter();
  };

  const settle = () => {
    problem.hidden = true;
    fit();
    box.removeAttribute("aria-invalid");
    box.setAttribute("aria-describedby", "count");
  };

  const pend = (question) => {
    $("earlier").append(...$("newest").childNodes);
    $("history").hidden = !$("earlier").childNodes.length;
    const asked = document.createElement("p"), searching = document.createElement("p");
    asked.className = "asked";
    asked.textContent = question;
    searching.className = "searching";
    searching.textContent = SEARCHING;
    const pending = document.createElement("div");
    pending.className = "pending";
    pending.append(asked, searching);
    pending.tabIndex = -1;
    $("newest").append(pending);
    $("news").hidden = false;
    if ($("intro").contains(document.activeElement)) pending.focus({ preventScroll: true });
    $("intro").hidden = true;
    pending.scrollIntoView({ block: "start" });
    return pending;
  };

  const restore = (pending) => {
    pending.remove();
    $("newest").append(...[...$("earlier").childNodes].slice(-1));
    $("history").hidden = !$("earlier").childNodes.length;
    $("news").hidden = !$("newest").childNodes.length;
    $("intro").hidden = !$("news").hidden;
  };

  /* Busy for a moment is not worth a person's while: it is tried again before anything is said. */
  const ask = async (question, tries = TRIES) => {
    const response = await fetch(form.dataset.ask, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ question, history: past }),
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const json = (response.headers.get("content-type") || "").startsWith("application/json");
    const told = json ? await response.json() : {};
    if (told.soon && tries > 1) {
      await new Promise((resolve) => setTimeout(resolve, 700));
      return ask(question, tries - 1);
    }
    return { ok: response.ok && "html" in told, ...told };
  };

  const show = (pending, question, told) => {
    const made = document.createElement("template");
    made.innerHTML = told.html; /* our own template's, every value escaped; the page's policy runs nothing in it */
    const answer = made.content.firstElementChild;
    pending.replaceWith(answer);
    last = [...past, question];
    if (told.remember) past = last.slice(-HANDED_ON);
    if (!told.keep) box.value = "";
    count();
    grow();
    $("tools").hidden = false;
    answer.focus({ preventScroll: true });
    answer.scrollIntoView({ block: "start" });
    status.textContent = told.spoken;
  };

  const submit = async () => {
    if (waiting) return;
    const question = box.value.trim(), here = conversation;
    if (!question) return complain(["There is no question yet.", "Write it in the box, in your own words."], "");
    if (length() > LONGEST) return complain([`The question is ${many(size())} too long.`, `Shorten it to ${LONGEST} characters.`]);
    settle();
    wait(true);
    status.textContent = SEARCHING;
    const pending = pend(question);
    let told;
    try {
      told = await ask(question);
    } catch {
      told = { ok: false, problem: LOST[0], remedy: LOST[1] };
    }
    if (here !== conversation) return;
    wait(false);
    if (told.ok) return show(pending, question, told);
    restore(pending);
    complain(told.problem ? [told.problem, told.remedy] : BROKEN);
  };

  const begin = () => {
    conversation += 1;
    past = [];
    last = [];
    for (const part of ["earlier", "newest"]) $(part).replaceChildren();
    for (const part of ["history", "news", "tools"]) $(part).hidden = true;
    $("intro").hidden = false;
    settle();
    wait(false);
    box.value = "";
    count();
    grow();
    window.scrollTo(0, 0);
    enter();
  };

  /* What can't print itself is answered once more on a page of its own: the form carries the questions, no address does. */
  const print = (event) => {
    if (prints) {
      event.preventDefault();
      return window.print();
    }
    for (const field of $("print").querySelectorAll("input")) field.remove();
    last.forEach((question, place) => {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = place === last.length - 1 ? "question" : "earlier";
      field.value = question;
      $("print").append(field);
    });
  };

  /* A phone's keyboard would hide the page it opens over: there the title is focused, elsewhere the box. */
  const arrive = () => {
    if (document.activeElement && document.activeElement !== document.body) return;
    if (matchMedia("(pointer: coarse)").matches) $("title").focus();
    else enter();
  };

  form.noValidate = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  box.addEventListener("input", () => {
    settle();
    count();
    grow();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  for (const example of document.querySelectorAll(".example")) {
    example.addEventListener("click", () => {
      box.value = example.textContent;
      count();
      grow();
      submit();
    });
  }
  $("again").addEventListener("click", begin);
  $("print").addEventListener("submit", print);
  $("elsewhere").hidden = prints;
  if (framed) {
    $("close").hidden = false;
    $("close").addEventListener("click", () => {
      $("close").blur();
      post("close");
    });
    document.addEventListener("keydown", (event) => event.key === "Escape" && !event.isComposing && post("close"));
    window.addEventListener("focus", arrive);
  }
  window.addEventListener("resize", fit);
  count();
  fit();
  post("ready");
})();
