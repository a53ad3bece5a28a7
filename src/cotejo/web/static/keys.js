// Single keys -> what the page's own buttons and links do. One key, one act; all can be changed; one switch turns them off.

const DEFAULTS = { search: "/", next: "j", previous: "k", open: "Enter", accept: "a", reject: "r", unsure: "u", same: "s", different: "x", edit: "e", mark: "m", undo: "z", redo: "Z", go: "g", help: "?" };
const BUTTONS = { accept: "a", reject: "r", unsure: "u", same: "s", different: "x", undo: "z", redo: "Z" };
const PLACES = { m: "#map canvas, #map a", t: "#timeline canvas", l: "#list a" };

export function keyMap() {
  try {
    return { ...DEFAULTS, ...JSON.parse(localStorage.getItem("keys") ?? "{}") };
  } catch {
    return DEFAULTS; // a hardened browser keeps nothing
  }
}

const typing = (at) => at instanceof Element && at.closest("input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable]");

export function startKeys(on) {
  startKeySettings();
  if (!on) return;
  let gone = false;
  let current = -1;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typing(event.target)) return event.target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    const named = Object.entries(keyMap()).find(([, key]) => key === event.key)?.[0];
    if (gone) {
      gone = false;
      const place = document.querySelector(PLACES[event.key] ?? "nothing");
      if (place) { event.preventDefault(); place.focus(); }
      return;
    }
    if (!named || document.querySelector("dialog[open]")) return;
    if (named !== "open") event.preventDefault(); // or the key's letter lands in the field that it leads to
    if (named === "go") gone = true;
    else if (named === "help") document.querySelector("#keys-help")?.showModal();
    else if (named === "search") document.querySelector("[role=search] input")?.focus();
    else if (named === "mark") document.dispatchEvent(new Event("mark"));
    else if (named === "edit") openEditor();
    else if (named === "next" || named === "previous") current = move(current, named === "next" ? 1 : -1);
    else if (named === "open") {
      const here = items()[current];
      if (here && (event.target === document.body || event.target === here)) here.querySelector("a")?.click();
    } else press(BUTTONS[named], current);
  });
}

const items = () => [...document.querySelectorAll("[data-item]")];

function move(current, step) {
  const all = items();
  if (!all.length) {
    document.querySelector(`[data-key=${step > 0 ? "j" : "k"}]`)?.click();
    return current;
  }
  const next = Math.min(Math.max(current + step, 0), all.length - 1);
  all[current]?.classList.remove("current");
  all[next].classList.add("current");
  const box = all[next].getBoundingClientRect();
  if (box.top < 60 || box.bottom > innerHeight) scrollBy({ top: box.top - innerHeight / 3 });
  all[next].setAttribute("tabindex", "-1");
  all[next].focus({ preventScroll: true });
  return next;
}

function openEditor() {
  const found = document.querySelector("details.correct");
  if (!found) return;
  found.open = true;
  found.querySelector("input:not([type=hidden])").focus();
}

function press(key, current) {
  const here = items()[current];
  const button = here?.querySelector(`button[data-key="${key}"]`) ?? document.querySelector(`.decision button[data-key="${key}"], .undo button[data-key="${key}"], .decide button[data-key="${key}"]`);
  if (!button) return;
  const reason = button.form.elements.reason;
  if (reason && !reason.value && ["r", "s", "x"].includes(key)) reason.focus(); // these need a reason: the key leads to its field
  else button.click();
}

function startKeySettings() {
  const place = document.querySelector("[data-keymap]");
  if (!place) return;
  place.hidden = false;
  const map = keyMap();
  const said = place.dataset.keymap.split(", "); // the acts in the page's language, in the order of DEFAULTS
  for (const [number, name] of Object.keys(DEFAULTS).entries()) {
    const label = document.createElement("label");
    label.textContent = `${said[number] ?? name} `;
    const input = document.createElement("input");
    input.value = map[name];
    input.size = 6;
    input.maxLength = 6;
    input.addEventListener("change", () => {
      const now = keyMap();
      const taken = Object.entries(now).some(([other, key]) => other !== name && key === input.value);
      input.setAttribute("aria-invalid", String(taken || !input.value)); // no key does two things
      if (taken || !input.value) return;
      try { localStorage.setItem("keys", JSON.stringify({ ...now, [name]: input.value })); } catch { /* nothing is kept */ }
    });
    label.append(input);
    place.append(label, " ");
  }
}
