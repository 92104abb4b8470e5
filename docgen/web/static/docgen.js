// Conveniences; every page works without them. What is typed is sent as a draft now and then, so that nothing is
// lost when the session ends or the machine stops; the summary of errors gets the focus; how far a job is, is asked
// again until it is done; and files can be dropped on a form.
"use strict";
(() => {
  const summary = document.querySelector(".docgen-samenvatting");
  if (summary) summary.focus();

  for (const form of document.querySelectorAll("form[data-klad]")) {
    const state = form.querySelector("[data-klad-stand]");
    let timer = 0;
    let dirty = false;
    const send = async () => {
      window.clearTimeout(timer);
      if (!dirty) return;
      dirty = false;
      const fields = new URLSearchParams(new FormData(form));
      try {
        const answer = await fetch(form.dataset.klad, { method: "POST", body: fields, keepalive: true, redirect: "manual" });
        if (state && answer.status === 204) state.textContent = "Uw klad is bewaard; nog niet opgeslagen.";
      } catch {
        dirty = true;
      }
    };
    form.addEventListener("input", () => {
      dirty = true;
      window.clearTimeout(timer);
      timer = window.setTimeout(send, 3000);
    });
    form.addEventListener("submit", () => { dirty = false; window.clearTimeout(timer); });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(); });
  }

  // A select with a short list of fields gets the whole list, which stands on the page once, when somebody comes to it.
  for (const select of document.querySelectorAll("select[data-velden]")) {
    const fill = () => {
      const every = document.getElementById(select.dataset.velden);
      const chosen = select.value === "?" ? "" : select.value;
      const none = select.options[0];
      select.replaceChildren(none, every.content.cloneNode(true));
      select.value = chosen;
    };
    for (const event of ["pointerdown", "focus"]) select.addEventListener(event, () => { if (!select.dataset.vol) { select.dataset.vol = "ja"; fill(); } });
  }

  for (const place of document.querySelectorAll("[data-taak]")) {
    const busy = () => ["wacht", "bezig"].includes(place.querySelector("[data-stand]")?.dataset.stand);
    const look = async () => {
      try {
        const answer = await fetch(place.dataset.taak, { redirect: "manual" });
        if (answer.ok) {
          const text = await answer.text();
          // Only what changed is put on the page: a screen reader reads out every change.
          if (text.trim() !== place.innerHTML.trim()) place.innerHTML = text;
        }
        if (answer.ok && !busy()) {
          window.location.assign(place.querySelector("[data-stand=klaar]") ? place.dataset.door : window.location.href);
          return;
        }
      } catch {
        // The server is away for a moment: ask again.
      }
      window.setTimeout(look, 2000);
    };
    if (busy()) window.setTimeout(look, 700);
  }

  for (const form of document.querySelectorAll("form[data-neerzet]")) {
    const field = form.querySelector("input[type=file]");
    const state = form.querySelector("[data-neerzet-stand]");
    form.querySelector("[data-neerzet-hint]").hidden = false;
    const say = () => {
      const count = field.files.length;
      state.textContent = count ? `${count} ${count === 1 ? "bestand" : "bestanden"} gekozen.` : "";
    };
    const over = (on) => form.classList.toggle("docgen-neerzet--boven", on);
    field.addEventListener("change", say);
    form.addEventListener("dragover", (event) => { event.preventDefault(); over(true); });
    form.addEventListener("dragleave", () => over(false));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      over(false);
      if (!event.dataTransfer.files.length) return;
      field.files = event.dataTransfer.files;
      say();
      form.requestSubmit();
    });
    form.addEventListener("submit", () => { state.textContent = "Bezig met versturen …"; });
  }

  // A picture that is wider than its place begins where today is.
  for (const picture of document.querySelectorAll(".docgen-beeld")) {
    const today = picture.querySelector(".docgen-tijdbeeld__vandaag");
    if (!today) continue;
    const over = today.getBoundingClientRect().left - picture.getBoundingClientRect().left;
    picture.scrollLeft = Math.max(0, over - picture.clientWidth * 0.6);
  }

  // The contrast of a colour while it is being chosen, in the words of the server (WCAG 2.2, "contrast ratio").
  const light = (colour) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, n) => {
    const part = Number.parseInt(colour.slice(1 + 2 * n, 3 + 2 * n), 16) / 255;
    return sum + weight * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  }, 0);
  const contrast = (one, two) => {
    const [low, high] = [light(one), light(two)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  for (const field of document.querySelectorAll("input[data-tegen]")) {
    const said = field.parentElement.querySelector("output");
    field.addEventListener("input", () => {
      const ratio = Math.min(...field.dataset.tegen.split(" ").map((other) => contrast(field.value, other)));
      const words = ratio >= 7 ? "zeer goed te lezen" : ratio >= 4.5 ? "goed te lezen" : "te weinig";
      said.textContent = `${(Math.floor(ratio * 10) / 10).toFixed(1).replace(".", ",")} op 1: ${words}`;
    });
  }
})();
