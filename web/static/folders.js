// Pages of audits: sending an archive, and what follows when an audit has ended.
"use strict";
(() => {
  const form = document.getElementById("send");
  if (form) sending(form);
  const folder = document.getElementById("folder");
  if (folder) watching(folder);

  function sending(form) {
    const file = document.getElementById("file");
    const drop = document.getElementById("drop");
    const refused = document.getElementById("refused");
    const words = document.getElementById("sending-words");
    const bar = document.getElementById("sending-bar");
    const start = document.getElementById("start");

    function refuse(told) {
      refused.textContent = told;
      refused.hidden = !told;
    }

    /** Return what is wrong with what was chosen, as far as a browser can tell. */
    function fault() {
      const chosen = file.files[0];
      if (!chosen) return form.dataset.none;
      if (!/\.zip$/i.test(chosen.name)) return form.dataset.noZip;
      return chosen.size > Number(form.dataset.largest) ? form.dataset.tooLarge : "";
    }

    function busy(is) {
      start.disabled = is;
      document.getElementById("sending").hidden = !is;
    }

    // fetch cannot tell how much has been sent.
    function send() {
      const request = new XMLHttpRequest();
      request.open("POST", "/audits");
      request.setRequestHeader("Accept", "application/json, application/problem+json");
      request.responseType = "json";
      request.upload.onprogress = (event) => {
        if (!event.lengthComputable) return;
        const share = Math.floor(100 * event.loaded / event.total);
        bar.value = share;
        words.textContent = share < 100 ? form.dataset.sent.replace("{0}", share) : form.dataset.opening;
      };
      request.onload = () => {
        const told = request.response || {};
        if (request.status === 202) {
          window.location.assign(`/folders/${told.id}`);
          return;
        }
        busy(false);
        refuse(told.detail || told.title || `HTTP ${request.status}`);
      };
      request.onerror = () => {
        busy(false);
        const away = document.getElementById("refusal").content;
        refuse(away.querySelector("p").textContent);
      };
      words.textContent = form.dataset.sending;
      window.parts.say(form.dataset.sending);
      bar.value = 0;
      busy(true);
      request.send(new FormData(form));
    }

    // Words of this page in the place of those of the browser.
    form.noValidate = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const told = fault();
      refuse(told);
      if (told) file.focus(); else send();
    });
    file.addEventListener("change", () => {
      drop.classList.toggle("filled", file.files.length > 0);
      refuse(file.files.length ? fault() : "");
    });

    const over = (is) => (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      drop.classList.toggle("over", is);
    };
    document.addEventListener("dragover", over(true));
    document.addEventListener("dragleave", over(false));
    document.addEventListener("drop", (event) => {
      over(false)(event);
      if (!event.dataTransfer.files.length) return;
      file.files = event.dataTransfer.files;
      file.dispatchEvent(new Event("change"));
      file.focus();
    });
  }

  function watching(folder) {
    const PAUSE = 15000;
    let state = folder.querySelector("[data-state]")?.dataset.state;
    let said = Date.now();

    /** Tell a screen reader of every new state, and now and then how far it is. */
    function tell(progress) {
      const now = Date.now();
      if (progress.dataset.state === state && now - said < PAUSE) return;
      state = progress.dataset.state;
      said = now;
      const share = progress.querySelector(".share");
      window.parts.say([progress.querySelector(".now")?.textContent, share?.textContent].filter(Boolean).join(", "));
    }

    async function results() {
      if (!await window.parts.load(folder, window.location.href)) return;
      const main = document.getElementById("main");
      main.classList.toggle("wide", Boolean(folder.querySelector("table, .tabs")));
      document.title = `${folder.querySelector("h1").textContent} · viendan`;
    }

    new MutationObserver(() => {
      const progress = folder.querySelector("#progress");
      if (!progress) return;
      if (progress.dataset.ended === "done") results();
      else if (progress.dataset.ended && state) window.location.reload();
      else tell(progress);
    }).observe(folder, { childList: true, subtree: true });
  }
})();
