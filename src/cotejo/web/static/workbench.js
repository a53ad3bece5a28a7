// A page that works without this file -> the same page with keys, a live map and time line, marks in texts, and progress. Nothing is asked of another host.
import { startKeys } from "./keys.js";
import { codePoints } from "./points.js";

const body = document.body;

async function startIslands() {
  const map = document.querySelector("[data-map]");
  const time = document.querySelector("[data-timeline]");
  if (!map && !time) return;
  const answer = fetch("/api/v1/events.columns" + location.search);
  const [{ unpack }, { loadWorld }, { startMap }, { startTimeline }] = await Promise.all(["columns", "basemap", "map", "timeline"].map((name) => import(`./${name}.js`)));
  const world = map && loadWorld({ states: map.dataset.basemap, regions: map.dataset.regions });
  const found = await answer;
  if (!found.ok) return showLand(map);
  const columns = unpack(await found.json());
  const open = (number) => { location.href = `/n/${number}?run=${columns.run}`; };
  if (time) startTimeline(time, columns, open);
  if (map) await startMap(map, columns, world, open);
  body.dataset.live = "yes"; // tests wait for it
  performance.mark("live");
}

// Scripts run, so the land of the still map was not loaded; where the live one cannot come, it is.
function showLand(map) {
  const box = map?.querySelector(".scroll");
  if (!box) return;
  const land = new Image();
  Object.assign(land, { className: "land", alt: "", src: map.dataset.land });
  box.prepend(land);
}

// Words of a text are chosen by arrows, as they are by a pointer: the next or the last one; with shift, one more or one less.
function chooseWords(text) {
  text.tabIndex = 0;
  text.addEventListener("keydown", (event) => {
    const way = { ArrowRight: "forward", ArrowLeft: "backward" }[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const chosen = getSelection();
    if (!text.contains(chosen.anchorNode)) chosen.collapse(text.querySelector("#at") ?? text, 0);
    if (!event.shiftKey && way === "forward") chosen.collapseToEnd();
    else if (!event.shiftKey) {
      chosen.collapseToStart();
      chosen.modify("move", "backward", "word");
    }
    chosen.modify("extend", event.shiftKey ? way : "forward", "word");
    if (!text.contains(chosen.focusNode)) chosen.selectAllChildren(text);
    chosen.focusNode.parentElement.scrollIntoView({ block: "nearest" });
  });
}

function startMarking() {
  const text = document.querySelector(".text[data-document]");
  const form = document.querySelector("#mark-form");
  if (!text || !form) return;
  chooseWords(text);
  document.addEventListener("mark", () => {
    const chosen = getSelection();
    if (!chosen || chosen.isCollapsed || !text.contains(chosen.anchorNode) || !text.contains(chosen.focusNode)) return;
    const range = chosen.getRangeAt(0);
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(range.startContainer, range.startOffset);
    const start = codePoints(before.cloneContents());
    const end = start + codePoints(range.cloneContents());
    form.elements.value.value = `${start}-${end}`;
    form.querySelector("output").textContent = `${start}–${end}: ${range.toString().slice(0, 80)}`;
    form.hidden = false;
    form.elements.reason.focus();
  });
}

async function watchWork() {
  let before = body.dataset.work;
  while (before === "running") {
    await new Promise((done) => setTimeout(done, 1500));
    const answer = await fetch("/api/v1/work");
    const { work } = await answer.json();
    const place = document.querySelector("[data-live]");
    if (place && work.state === "running") place.textContent = `${work.stage} ${work.total ? `${work.done}/${work.total}` : ""}`;
    if (work.state !== "running") location.reload();
    before = work.state;
  }
}

if (location.hash === "#at") document.querySelector("#at")?.scrollIntoView({ block: "center" });
startKeys(body.dataset.keys !== "off");
startMarking();
watchWork();
startIslands().catch((error) => { showLand(document.querySelector("[data-map]")); throw error; });
