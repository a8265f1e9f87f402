// The page where a draft is checked; all of it but what needs a script works without this file.
import { draftForm } from "./check/draft.js";
import { accepting } from "./check/accepting.js";
import { copying } from "./check/copying.js";
import { downloads } from "./check/downloads.js";
import { stepping } from "./check/stepping.js";
import { switching } from "./check/switching.js";

document.documentElement.classList.add("script");
const draft = draftForm();
let accepted = null;
copying();
stepping();
switching(draft, () => [...(accepted?.keys ?? [])]);
document.getElementById("checked").addEventListener("part:loaded", () => {
  accepted = accepting(draft);
  downloads(draft, accepted);
  accepted.restore(draft.kept());
});
