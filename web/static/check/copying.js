// Proposals to the clipboard.

const SHOWN = 2000;

/** Make the buttons work that copy a proposal. */
export function copying() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button.copy");
    if (!button) return;
    const { copied, notCopied } = button.closest(".checked").dataset;
    const done = await navigator.clipboard.writeText(button.dataset.words).then(() => true, () => false);
    button.dataset.label ??= button.textContent;
    if (done) button.textContent = `✓ ${copied}`;
    window.parts.say(done ? copied : notCopied);
    setTimeout(() => { button.textContent = button.dataset.label; }, SHOWN);
  });
}
