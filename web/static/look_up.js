// Suggestions while typing: an editable combobox with a list (ARIA 1.2). The form works without it.
"use strict";
(() => {
  const input = document.querySelector("input[data-suggestions]");
  if (!input) return;
  const wait = 120, shortest = 2;
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.label);
  list.hidden = true;
  const said = document.createElement("span");
  said.className = "spoken";
  said.setAttribute("role", "status");
  input.after(list, said);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]])
    input.setAttribute(name, value);

  let timer = 0, asked = null, at = -1;

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (next) => {
    const options = list.children;
    if (at >= 0) options[at].setAttribute("aria-selected", "false");
    // One place beyond either end leads back to the words typed.
    at = next < -1 ? options.length - 1 : next >= options.length ? -1 : next;
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    options[at].setAttribute("aria-selected", "true");
    options[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[at].id);
  };

  const element = (tag, words, kind) => {
    const made = document.createElement(tag);
    made.textContent = words;
    if (kind) made.className = kind;
    return made;
  };

  const option = (found, n) => {
    const made = document.createElement("li");
    made.id = `suggestion-${n}`;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    made.dataset.iri = found.iri;
    const status = element("span", found.status, `status t-${found.tone}`);
    made.append(element("strong", found.name), ` (${found.issued}) `, status, element("small", found.title));
    return made;
  };

  const show = (found) => {
    list.replaceChildren(...found.map(option));
    at = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    said.textContent = found.length ? input.dataset.some.replace("{0}", found.length) : input.dataset.none;
  };

  const ask = async () => {
    const words = input.value.trim();
    if (asked) asked.abort();
    if (words.length < shortest) return close();
    asked = new AbortController();
    try {
      const address = `${input.dataset.suggestions}?q=${encodeURIComponent(words)}&lang=${document.documentElement.lang}`;
      const answer = await fetch(address, { signal: asked.signal });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  const open = (iri) => location.assign(iri);

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, wait); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && list.hidden) { ask(); event.preventDefault(); }
    else if (list.hidden) return;
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      choose(at + (event.key === "ArrowDown" ? 1 : -1));
      event.preventDefault();
    } else if (event.key === "Enter" && at >= 0) { open(list.children[at].dataset.iri); event.preventDefault(); }
    else if (event.key === "Escape") { close(); event.preventDefault(); }
    else if (event.key === "Tab") close();
  });
  input.addEventListener("blur", close);
  // Before the field loses the focus, which closes the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[role=option]");
    if (chosen) open(chosen.dataset.iri);
  });
})();
