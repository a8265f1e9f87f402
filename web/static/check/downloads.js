// Results to keep: the draft is sent again with what has been accepted, and comes back as a file.

const ENDINGS = { docx: "docx", pdf: "pdf", text: "txt", html: "html", xlsx: "xlsx", csv: "csv", json: "json" };

/** Make the download buttons of one result work. */
export function downloads(draft, accepted) {
  const page = document.getElementById("checked");
  const row = page.querySelector(".take");
  const told = page.querySelector("#taken");
  if (!row) return;

  for (const button of page.querySelectorAll("button[data-format]")) button.addEventListener("click", () => take(button));

  async function take(button) {
    if (row.getAttribute("aria-busy")) return;
    row.setAttribute("aria-busy", "true");
    told.replaceChildren();
    const { format } = button.dataset;
    const fields = draft.fields();
    if (format !== "text") fields.set("format", format);
    // A corrected text has what was accepted; a Word file with nothing accepted has comments alone.
    if (format === "docx" || format === "text") for (const key of accepted.keys) fields.append("accept", key);
    if (format === "text" && !accepted.keys.size) fields.set("fix", "true");
    try {
      const response = await fetch("/check", { method: "POST", body: fields, headers: { Accept: "text/html, */*" } }).catch(() => null);
      if (response?.ok) {
        const blob = await response.blob();
        // Excel takes a CSV file without this mark for one of the old code page.
        save(format === "csv" ? new Blob(["\ufeff", blob]) : blob, name(response) ?? `${row.dataset.stem}.checked.${ENDINGS[format]}`);
        tell(told, written(response));
      } else {
        told.replaceChildren(await window.parts.refusal(response));
      }
    } finally {
      row.removeAttribute("aria-busy");
    }
    told.scrollIntoView({ block: "nearest" });
  }
}

function name(response) {
  const found = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get("content-disposition") ?? "");
  return found && decodeURIComponent(found[1]);
}

/** Return what the server says of a file that it gives back. */
function written(response) {
  try {
    return JSON.parse(response.headers.get("viendan-told") ?? "[]");
  } catch {
    return [];
  }
}

function save(blob, called) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = called;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  const told = document.getElementById("taken");
  const line = document.createElement("p");
  line.textContent = `✓ ${called}`;
  told.append(line);
}

function tell(told, lines) {
  if (!lines.length) return;
  const list = document.createElement("ul");
  for (const one of lines) {
    const item = document.createElement("li");
    item.textContent = one;
    list.append(item);
  }
  told.append(list);
}
