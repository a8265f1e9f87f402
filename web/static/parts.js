// Parts of a page swapped in without loading it anew; how to use it is told in app.css.
"use strict";
(() => {
  const underWay = new WeakMap();
  const PAUSE = 250;
  const HEADERS = { "HX-Request": "true", Accept: "text/html, application/problem+json" };

  /** Have a screen reader say something. */
  function say(words) {
    const said = document.getElementById("said");
    // The same words twice are read out only if they change in between.
    said.textContent = "";
    requestAnimationFrame(() => { said.textContent = words; });
  }

  /** Return the notice that tells what a server or the network refused. */
  async function refusal(response) {
    const notice = document.getElementById("refusal").content.firstElementChild.cloneNode(true);
    if (!response) return notice;
    const told = await response.text();
    if ((response.headers.get("content-type") || "").startsWith("text/html")) {
      const page = new DOMParser().parseFromString(told, "text/html");
      return page.querySelector(".notice") || page.querySelector("main") || page.body;
    }
    let problem = {};
    try { problem = JSON.parse(told); } catch { /* The status tells enough. */ }
    notice.querySelector("strong").textContent = problem.title || `HTTP ${response.status}`;
    notice.querySelector("p").textContent = problem.detail || "";
    return notice;
  }

  /** Return the notice that what was watched is no more, in the words it has for that. */
  function gone({ dataset }) {
    if (!dataset.gone) return null;
    const notice = document.getElementById("refusal").content.firstElementChild.cloneNode(true);
    notice.querySelector("strong").textContent = dataset.gone;
    notice.querySelector("p").textContent = dataset.goneHint;
    return notice;
  }

  function show(target, nodes, quiet) {
    target.replaceChildren(...nodes);
    const said = target.querySelector("[data-said]");
    if (said) say(said.dataset.said || said.textContent.trim().replace(/\s+/g, " "));
    const focus = quiet ? null : target.querySelector("[data-focus]");
    if (focus) {
      focus.focus({ preventScroll: true });
      focus.scrollIntoView({ block: "start" });
    }
    watch(target);
  }

  /**
   * Put what an address answers into an element; return whether it was an answer and no problem.
   * A later call for the same element takes the place of one under way.
   */
  async function load(target, address, { body, method = body ? "POST" : "GET", quiet = false } = {}) {
    underWay.get(target)?.abort();
    const aborter = new AbortController();
    underWay.set(target, aborter);
    target.setAttribute("aria-busy", "true");
    let response, nodes;
    try {
      response = await fetch(address, {
        method, body, signal: aborter.signal, headers: HEADERS,
      }).catch((error) => { if (aborter.signal.aborted) throw error; });
      if (response?.ok) {
        const made = document.createElement("template");
        made.innerHTML = await response.text();
        nodes = [...made.content.childNodes];
      } else {
        nodes = [await refusal(response)];
      }
    } catch {
      return false;
    } finally {
      if (underWay.get(target) === aborter) {
        underWay.delete(target);
        target.removeAttribute("aria-busy");
      }
    }
    if (aborter.signal.aborted) return false;
    show(target, nodes, quiet && response?.ok);
    if (!response?.ok) nodes[0].scrollIntoView({ block: "nearest" });
    target.dispatchEvent(new CustomEvent(response?.ok ? "part:loaded" : "part:failed", { bubbles: true }));
    return Boolean(response?.ok);
  }

  /** Fetch again what says that it changes. */
  function watch(within) {
    if (within.matches?.("[data-every]")) later(within);
    else within.querySelectorAll("[data-every]").forEach(later);
  }

  function later(one) {
    setTimeout(async () => {
      if (!one.isConnected) return;
      const response = await fetch(one.dataset.from, { headers: HEADERS }).catch(() => null);
      if (!one.isConnected) return;
      // A server that is away or busy for a moment is asked again; what is gone does not come back.
      if (!response || response.status >= 500 || response.status === 429) return later(one);
      if (!response.ok) {
        const notice = response.status === 404 && gone(one) || await refusal(response);
        one.replaceWith(notice);
        return say(notice.textContent.trim().replace(/\s+/g, " "));
      }
      const made = document.createElement("template");
      made.innerHTML = await response.text();
      const nodes = [...made.content.children];
      one.replaceWith(...nodes);
      for (const node of nodes) {
        const said = node.matches("[data-said]") ? node : node.querySelector("[data-said]");
        if (said && !("every" in node.dataset)) say(said.dataset.said || said.textContent.trim());
        watch(node);
      }
    }, Number(one.dataset.every));
  }

  function send(form, submitter, quiet) {
    const target = document.querySelector(form.dataset.part);
    const given = new FormData(form, submitter);
    if (form.method === "post") return load(target, form.action, { body: given, quiet });
    const address = new URL(form.action);
    address.search = new URLSearchParams([...given].filter(([, value]) => value !== "")).toString();
    if ("address" in form.dataset) history.replaceState(null, "", address);
    return load(target, address, { quiet });
  }

  document.addEventListener("submit", (event) => {
    // A button with an address of its own (a download) goes its own way.
    if (!event.target.dataset.part || event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    send(event.target, event.submitter, false);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-part]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    load(document.querySelector(link.dataset.part), link.href);
  });

  let waiting;
  document.addEventListener("input", (event) => {
    if (!event.target.hasAttribute("data-live") || event.isComposing) return;
    clearTimeout(waiting);
    const form = event.target.form;
    waiting = setTimeout(() => send(form, null, true), PAUSE);
  });

  window.parts = { load, say, refusal };
  watch(document);
})();
