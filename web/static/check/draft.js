// The form: a file that is chosen or dropped, or a text that is pasted.

/** Make the form work; return what others ask of it. */
export function draftForm() {
  const form = document.getElementById("draft");
  const part = (name) => form.querySelector(`#${name}`);
  const refused = document.getElementById("refused");
  let sent = null;
  let keys = [];

  function refuse(words) {
    refused.textContent = words;
    refused.hidden = !words;
  }

  /** Show what is chosen; the draft is one of file and text, so the other one rests. */
  function chosen() {
    const [file] = part("file").files;
    const large = file && file.size > Number(part("file").dataset.largest);
    refuse(large ? part("file").dataset.tooLarge : "");
    if (large) part("file").value = "";
    const kept = part("file").files[0];
    part("file-name").textContent = kept ? `${kept.name} (${size(kept.size)})` : "";
    part("no-file").hidden = !kept;
    part("drop").classList.toggle("filled", Boolean(kept));
    part("text").disabled = Boolean(kept);
  }

  function size(bytes) {
    const kilobytes = Math.max(1, Math.round(bytes / 1024));
    const language = document.documentElement.lang;
    return kilobytes < 1024 ? `${kilobytes} kB` : `${(kilobytes / 1024).toLocaleString(language, { maximumFractionDigits: 1 })} MB`;
  }

  function fold(folded) {
    form.querySelector(".again").hidden = !sent;
    form.classList.toggle("folded", folded);
    part("fill").hidden = folded;
    part("change").setAttribute("aria-expanded", String(!folded));
  }

  /** Remember what is being checked: downloads and acceptances are about that, not about later edits. */
  function remember() {
    sent = new FormData(form);
    if (!part("file").files.length) sent.delete("file");
    const text = sent.get("text");
    part("given").textContent = part("file").files[0]?.name ?? `${text.trim().slice(0, 60)}${text.trim().length > 60 ? "…" : ""}`;
  }

  form.addEventListener("submit", remember, { capture: true });
  part("file").addEventListener("change", chosen);
  part("no-file").addEventListener("click", () => { part("file").value = ""; chosen(); part("file").focus(); });
  part("text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(part("check"));
  });
  part("change").addEventListener("click", () => fold(!part("fill").hidden));
  part("other").addEventListener("click", () => {
    form.reset();
    sent = null;
    chosen();
    fold(false);
    document.getElementById("checked").replaceChildren();
    part("file").focus();
  });
  document.getElementById("checked").addEventListener("part:loaded", () => fold(true));
  document.getElementById("checked").addEventListener("part:failed", () => fold(false));
  dropping(part("file"), refuse, chosen);
  chosen();
  return {
    form,
    /** The fields as they were sent with what is shown now. */
    fields() {
      const copy = new FormData();
      for (const [name, value] of sent) if (value !== "") copy.append(name, value);
      return copy;
    },
    /** Check the same draft again; what was accepted is accepted in the new result as well. */
    repeat(accepted) {
      keys = accepted;
      form.requestSubmit(part("check"));
    },
    /** Return what is to be accepted in a new result, once. */
    kept() {
      return keys.splice(0);
    },
    /** Check another text in the place of the one that was pasted. */
    again(text) {
      part("text").value = text;
      form.requestSubmit(part("check"));
    },
    isShown: () => sent !== null && !document.getElementById("checked").querySelector(".notice.bad"),
  };
}

/** Take files that are dropped anywhere on the page. */
function dropping(input, refuse, chosen) {
  const root = document.documentElement;
  const files = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  let depth = 0;
  document.addEventListener("dragenter", (event) => {
    if (files(event)) root.classList.toggle("dropping", (depth += 1) > 0);
  });
  document.addEventListener("dragleave", (event) => {
    if (files(event)) root.classList.toggle("dropping", (depth -= 1) > 0);
  });
  document.addEventListener("dragover", (event) => { if (files(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    depth = 0;
    root.classList.remove("dropping");
    if (event.dataTransfer.files.length !== 1) return refuse(input.dataset.several);
    input.form.querySelector("#fill").hidden = false;
    input.files = event.dataTransfer.files;
    chosen();
    input.form.scrollIntoView({ block: "nearest" });
    input.form.querySelector("#check").focus();
  });
}
