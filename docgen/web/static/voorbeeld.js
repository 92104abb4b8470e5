// The preview of a document. Beside the form it follows what is typed: one request at a time, and of what is typed
// meanwhile only the newest. On every page with a preview it lays the sentences over the pictures, lets arrow keys walk
// along them, and tells why one is there. Without this script the pages and their text are a page of their own.
"use strict";
(() => {
  const panel = document.querySelector("[data-voorbeeld]");
  if (!panel) return;
  const part = (name) => panel.querySelector(`[data-${name}]`);
  const pages = part("bladen"), told = part("stand"), why = part("waarom"), reason = part("reden"), swap = part("wissel");
  const form = panel.dataset.formulier ? document.getElementById(panel.dataset.formulier) : null;
  const ROOM = 440;

  const tell = (words) => { if (told && told.textContent !== words) told.textContent = words; };
  const outcome = () => pages.querySelector("[data-uitkomst]");
  const sentences = () => [...pages.querySelectorAll("[data-zin]")];

  // --- the sentences over the pictures ---
  const arrange = (within) => {
    for (const item of within.querySelectorAll("[data-plek]")) {
      const [left, top, width, height] = item.dataset.plek.split(" ").map((number) => `${number / 10}%`);
      Object.assign(item.style, { left, top, width, height });
    }
    const every = sentences();
    const current = every.find((one) => one.tabIndex === 0 && one.dataset.nu) || every[0];
    for (const one of every) one.tabIndex = one === current ? 0 : -1;
  };
  const asPicture = (yes) => {
    panel.classList.toggle("docgen-drukproef--beeld", yes);
    if (swap) swap.setAttribute("aria-pressed", String(!yes));
  };
  const step = (from, key) => {
    const every = sentences(), at = every.indexOf(from), sheets = [...pages.querySelectorAll(".docgen-drukvel")];
    const sheet = (by) => {
      const next = sheets[sheets.indexOf(from.closest(".docgen-drukvel")) + by];
      return next ? next.querySelector("[data-zin]") : null;
    };
    if (key === "ArrowDown" || key === "ArrowRight") return every[at + 1];
    if (key === "ArrowUp" || key === "ArrowLeft") return every[at - 1];
    if (key === "Home") return every[0];
    if (key === "End") return every[every.length - 1];
    if (key === "PageDown") return sheet(1);
    if (key === "PageUp") return sheet(-1);
    return null;
  };
  const become = (one) => {
    for (const other of sentences()) { other.tabIndex = -1; delete other.dataset.nu; }
    one.tabIndex = 0;
    one.dataset.nu = "ja";
  };

  // --- why a sentence is there ---
  let opener = null;
  const close = () => {
    why.hidden = true;
    if (opener && opener.isConnected) opener.focus();
    else if (opener) sentences().find((one) => one.dataset.zin === opener.dataset.zin)?.focus();
  };
  const explain = async (one) => {
    if (!one.dataset.zin) return tell("De rest van het voorbeeld komt eraan.");
    const answer = await fetch(`${outcome().dataset.afdruk}?deel=ja&zin=${one.dataset.zin}`, { redirect: "manual" });
    if (answer.status !== 200) return tell("Dit voorbeeld is niet meer het nieuwste. Probeer het zo nog eens.");
    reason.innerHTML = await answer.text();
    why.hidden = false;
    opener = one;
    document.getElementById("waarom-kop").focus();
    if (form) inView(one);
  };

  pages.addEventListener("click", (event) => {
    const one = event.target.closest("[data-zin]"), other = event.target.closest("[data-stuk]");
    if (one) { event.preventDefault(); become(one); explain(one); }
    if (other && form) { event.preventDefault(); copy = other.dataset.stuk; edits += 1; ask("whole"); }
  });
  pages.addEventListener("keydown", (event) => {
    const one = event.target.closest("[data-zin]"), next = one && step(one, event.key);
    if (!next) return;
    event.preventDefault();
    become(next);
    next.focus();
  });
  why.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  part("sluit").addEventListener("click", (event) => { event.preventDefault(); close(); });
  if (swap) swap.addEventListener("click", () => asPicture(!panel.classList.contains("docgen-drukproef--beeld")));

  // --- what is typed, as it will print ---
  const inView = (one) => {
    const seen = pages.getBoundingClientRect(), here = one.getBoundingClientRect();
    if (here.top >= seen.top && here.bottom <= seen.bottom) return;
    pages.scrollTop += here.top - seen.top - pages.clientHeight / 3;
  };
  const mark = (one) => { one.closest("li").classList.add("docgen-nieuw"); inView(one); };
  // A picture stays until the new one is there: only its address changes.
  const keepPicture = (old, sheet) => {
    const picture = old && old.querySelector("img"), drawn = sheet.querySelector("img");
    if (!picture) return;
    picture.loading = drawn.loading;
    if (picture.getAttribute("src") !== drawn.getAttribute("src")) picture.src = drawn.getAttribute("src");
    drawn.replaceWith(picture);
  };
  const replace = (fresh) => {
    const before = [...pages.querySelectorAll(".docgen-drukvel")], top = pages.scrollTop;
    for (const sheet of fresh.querySelectorAll(".docgen-drukvel")) keepPicture(before.shift(), sheet);
    pages.replaceChildren(document.adoptNode(fresh));
    arrange(pages);
    pages.scrollTop = top;
    const first = pages.querySelector(`[data-zin="${fresh.dataset.eerste}"]`);
    if (first) mark(first);
  };
  // The page of the edit, before the rest is there.
  const patch = (fresh) => {
    const sheet = document.adoptNode(fresh.querySelector(".docgen-drukvel")), old = document.getElementById(sheet.id);
    if (!old) return;
    const words = (within) => [...within.querySelectorAll("[data-zin]")].map((one) => one.textContent);
    const before = words(old), first = words(sheet).findIndex((text, n) => text !== before[n]);
    keepPicture(old, sheet);
    old.replaceWith(sheet);
    arrange(pages);
    mark(sheet.querySelectorAll("[data-zin]")[Math.max(first, 0)]);
  };

  // Typing asks for the page of the edit after a short pause, and for the rest when it rests. Of each kind one is under
  // way, and what was typed meanwhile is asked for after that; an answer to what is no longer there is not shown.
  const PAUSE = 180, REST = 700, AGAIN = 15000;
  let copy = "", edits = 0, timer = 0;
  const busy = { quick: false, whole: false }, again = { quick: false, whole: false };
  const later = (kind, time) => { window.clearTimeout(timer); timer = window.setTimeout(ask, time, kind); };
  const show = (text, kind, edit) => {
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-uitkomst]");
    if (edit !== edits && kind === "whole" && outcome()) return;
    panel.classList.toggle("docgen-drukproef--wacht", !fresh.dataset.afdruk && !fresh.dataset.blik);
    if (fresh.dataset.blik) { patch(fresh); if (edit === edits) later("whole", REST); }
    else if (fresh.dataset.afdruk) replace(fresh);
    tell(edits || !fresh.dataset.afdruk ? fresh.dataset.melding : "Het voorbeeld is klaar.");
  };
  const ask = async (kind) => {
    if (busy[kind]) { again[kind] = true; return; }
    busy[kind] = true;
    const edit = edits, fields = new URLSearchParams(new FormData(form));
    fields.set("deel", "ja");
    if (kind === "quick") fields.set("snel", "ja");
    if (copy) fields.set("stuk", copy);
    try {
      const answer = await fetch(panel.dataset.maken, { method: "POST", body: fields, redirect: "manual" });
      if (answer.status === 200) show(await answer.text(), kind, edit);
      else if (answer.status === 429) { tell("Het voorbeeld komt zo weer bij."); later("whole", AGAIN); }
      else if (answer.type === "opaqueredirect") tell("U bent afgemeld: het voorbeeld staat stil.");
      else if (answer.status !== 204) tell("Het voorbeeld kan nu niet worden gemaakt.");
    } catch {
      tell("Er is geen verbinding: het voorbeeld staat stil.");
    }
    busy[kind] = false;
    if (again[kind]) { again[kind] = false; ask(kind); }
  };

  if (!form) {
    part("knoppen").hidden = false;
    arrange(pages);
    asPicture(pages.clientWidth >= ROOM);
    return;
  }

  // Beside the form there is room on a wide screen only; elsewhere its button leads to a page of its own.
  const wide = window.matchMedia("(min-width: 75rem)"), columns = panel.closest(".docgen-hoofd-en-zij");
  const open = part("toon"), shut = part("weg");
  const kept = (value) => {
    try { return value === undefined ? localStorage.getItem("voorbeeld") : localStorage.setItem("voorbeeld", value); } catch { return null; }
  };
  // The column is as high as what is left of the window under it, also before the page is scrolled.
  const column = panel.parentElement;
  const fit = () => {
    column.style.blockSize = live ? `${window.innerHeight - Math.max(16, columns.getBoundingClientRect().top) - 16}px` : "";
  };
  let live = false;
  const set = (yes) => {
    live = yes;
    columns.classList.toggle("docgen-hoofd-en-zij--voorbeeld", yes);
    for (const one of [pages, shut, swap]) one.hidden = !yes;
    open.hidden = yes;
    panel.parentElement.querySelector("[data-opblad]").open = !yes;
    fit();
    if (!yes) { why.hidden = true; tell(""); return; }
    asPicture(true);
    tell("Het voorbeeld wordt gemaakt.");
    ask("whole");
  };
  open.addEventListener("click", (event) => {
    if (!wide.matches) return;
    event.preventDefault();
    kept("open");
    set(true);
  });
  shut.addEventListener("click", () => { kept("dicht"); set(false); open.focus(); });
  wide.addEventListener("change", () => set(wide.matches && kept() !== "dicht"));
  form.addEventListener("input", (event) => {
    edits += 1;
    if (event.target.name === "stuk") copy = "";
    if (live) later(event.target.name === "stuk" ? "whole" : "quick", event.target.name === "stuk" ? 0 : PAUSE);
  });
  for (const event of ["scroll", "resize"]) window.addEventListener(event, fit, { passive: true });
  if (wide.matches && kept() !== "dicht") set(true);
})();
