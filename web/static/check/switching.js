// The other language, with the draft and its result: a file cannot be filled into a new page.

const KEPT = ["file", "text", "date", "as_of", "issuer"];

/** Have the language change in place where there is a draft in the form. */
export function switching(draft, accepted) {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a.switch");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!draft.form.file.files.length && !draft.form.text.value) return;
    event.preventDefault();
    const response = await fetch(link.href).catch(() => null);
    if (!response?.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    replace(page, draft.form);
    link.focus?.();
  });

  function replace(page, form) {
    const again = draft.isShown();
    document.documentElement.lang = page.documentElement.lang;
    document.title = page.title;
    for (const place of [".skip", ".top", ".bottom", "#refusal", "h1", ".lead"]) {
      document.querySelector(place).replaceWith(page.querySelector(place));
    }
    // Words of the form, element by element: what was filled in stays.
    const [old, made] = [form, page.getElementById("draft")].map((f) => [...f.querySelectorAll("*")].filter((e) => e.tagName !== "NOSCRIPT" && !e.closest("noscript")));
    form.setAttribute("aria-label", page.getElementById("draft").getAttribute("aria-label"));
    made.forEach((one, at) => {
      const mine = old[at];
      for (const name of ["placeholder", "data-too-large", "data-several"]) if (one.hasAttribute(name)) mine.setAttribute(name, one.getAttribute(name));
      if (!one.children.length && !KEPT.includes(one.id) && !["given", "file-name"].includes(one.id)) mine.textContent = one.textContent;
      else if (one.tagName === "SUMMARY") mine.replaceChildren(...one.cloneNode(true).childNodes);
    });
    form.language.value = page.documentElement.lang;
    if (again) draft.repeat(accepted());
  }
}
