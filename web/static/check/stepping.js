// From finding to finding, by buttons and by Alt with the arrow keys, through all documents.

/** Make stepping work. */
export function stepping() {
  const page = document.getElementById("checked");
  let now = null;

  function go(step) {
    const found = [...page.querySelectorAll(".f")].filter((one) => one.checkVisibility?.() ?? one.offsetParent);
    if (!found.length) return;
    const focused = document.activeElement?.closest?.(".f");
    const at = found.indexOf(focused ?? now);
    const next = at < 0 ? (step > 0 ? 0 : found.length - 1) : (at + step + found.length) % found.length;
    mark(found[next], true);
  }

  /** Show a finding beside its place in the text. */
  function mark(one, focus) {
    now?.classList.remove("now");
    page.querySelector(".now-there")?.classList.remove("now-there");
    now = one;
    now.classList.add("now");
    const place = document.getElementById(now.querySelector(".at a").hash.slice(1));
    place?.classList.add("now-there");
    if (!focus) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    place?.scrollIntoView({ block: "center", behavior: still });
    now.focus({ preventScroll: true });
    const side = now.closest(".side");
    if (side.scrollHeight > side.clientHeight + 1 && getComputedStyle(side).position === "sticky") {
      side.scrollTo({ top: now.offsetTop - side.querySelector(".side-head").offsetHeight - 8, behavior: still });
    } else {
      now.scrollIntoView({ block: "nearest", behavior: still });
    }
  }

  page.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) return go(Number(button.dataset.step));
    // Links lead between text and findings by themselves; the pair is marked.
    const link = event.target.closest("a[href^='#']");
    const one = link && (link.closest(".f") ?? document.getElementById(link.hash.slice(1))?.closest(".f"));
    if (one) mark(one, false);
  });
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.shiftKey || event.metaKey) return;
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    // These keys open lists and calendars of form fields.
    if (event.target.closest?.("form") || !page.querySelector(".f")) return;
    event.preventDefault();
    go(event.key === "ArrowDown" ? 1 : -1);
  });
}
