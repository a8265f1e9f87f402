// Proposals accepted: the server tells what of them can be written together, the text shows it.

/** Make the buttons of one result work; return what is accepted, for downloads. */
export function accepting(draft) {
  const page = document.getElementById("checked");
  const holder = page.querySelector("#state");
  const accepted = new Set();
  if (!holder) return { keys: accepted, restore() {} };
  const state = JSON.parse(holder.textContent);
  const told = page.querySelector("#settled");
  const pane = page.querySelector(".text");
  const buttons = [...page.querySelectorAll("button.accept")];
  const original = new Map();
  const taking = page.querySelector("button[data-changes]");
  const plain = taking.textContent;
  let made = [];
  let asked = 0;

  const keyOf = (button) => button.closest("[data-key]").dataset.key;
  const fill = (words, ...values) => values.reduce((filled, value) => filled.replace("{}", value), words);

  function show(button) {
    const on = accepted.has(keyOf(button));
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? state.words.undo : state.words.accept;
    button.closest(".f").classList.toggle("accepted", on);
  }

  /** Put paragraphs into the text, and those that were changed before back as they were. */
  function draw(paragraphs) {
    for (const [index, before] of original) pane.children[index].replaceWith(before);
    original.clear();
    for (const [index, body] of Object.entries(paragraphs)) {
      const place = document.createElement("template");
      place.innerHTML = body;
      const before = pane.children[index];
      original.set(Number(index), before);
      before.replaceWith(place.content);
    }
  }

  function refuse(keys) {
    for (const note of page.querySelectorAll(".cannot")) note.remove();
    for (const button of buttons) {
      const not = keys.includes(keyOf(button));
      button.closest(".f").classList.toggle("refused", not);
      if (!not) continue;
      const note = document.createElement("p");
      note.className = "cannot small";
      note.textContent = state.words.refused_one;
      button.closest(".acts-on").after(note);
    }
  }

  async function settle() {
    const mine = (asked += 1);
    told.textContent = state.words.working;
    const { text, kind, as_of, date, issuer, language } = state;
    const body = JSON.stringify({ text, kind, as_of, date, issuer, language, accept: [...accepted] });
    const response = await fetch("/checked/accepted", {
      method: "POST", body, headers: { "Content-Type": "application/json" },
    }).catch(() => null);
    if (mine !== asked || !pane.isConnected) return;
    if (!response?.ok) {
      told.textContent = state.words.failed;
      return;
    }
    const answer = await response.json();
    if (mine !== asked || !pane.isConnected) return;
    made = answer.made;
    draw(answer.paragraphs);
    refuse(answer.refused);
    const { error, warning, info } = answer.after;
    told.textContent = accepted.size ? [
      fill(state.words.accepted, accepted.size),
      answer.refused.length ? fill(state.words.refused, answer.refused.length) : "",
      fill(state.words.after, error, warning, info),
    ].join(" ") : state.words.none;
    taking.disabled = !made.length;
    taking.textContent = made.length ? fill(taking.dataset.changes, made.length) : plain;
    for (const name of ["undo-all", "copy-text", "check-again"]) {
      page.querySelector(`#${name}`).disabled = name === "undo-all" ? !accepted.size : !made.length;
    }
  }

  function set(some, on) {
    for (const button of some) {
      if (on) accepted.add(keyOf(button)); else accepted.delete(keyOf(button));
      show(button);
    }
    return settle();
  }

  /** Return the text with all corrections; offsets count code points. */
  function corrected() {
    const points = [...state.text];
    const pieces = [];
    let at = 0;
    for (const [start, end, words] of made) {
      pieces.push(points.slice(at, start).join(""), words);
      at = end;
    }
    return [...pieces, points.slice(at).join("")].join("");
  }

  if (buttons.length) page.querySelector(".accepting").hidden = false;
  for (const button of buttons) button.addEventListener("click", () => set([button], !accepted.has(keyOf(button))));
  page.querySelector("#accept-certain")?.addEventListener("click", () => set(buttons.filter((b) => "certain" in b.dataset), true));
  page.querySelector("#undo-all").addEventListener("click", () => set(buttons, false));
  page.querySelector("#copy-text").addEventListener("click", async () => {
    const done = await navigator.clipboard.writeText(corrected()).then(() => true, () => false);
    window.parts.say(done ? state.words.text_copied : state.words.not_copied);
    told.textContent = done ? state.words.text_copied : state.words.not_copied;
  });
  const again = page.querySelector("#check-again");
  again.hidden = !state.pasted;
  again.addEventListener("click", () => draft.again(corrected()));
  page.querySelector("#as-final").addEventListener("change", (event) => pane.classList.toggle("final", event.target.checked));
  return {
    keys: accepted,
    restore(keys) {
      const some = buttons.filter((button) => keys.includes(keyOf(button)));
      if (some.length) set(some, true);
    },
  };
}
