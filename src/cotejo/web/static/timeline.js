// Events in columns -> a time line on a canvas: a bar is as long as what is known; what only publication bounds is outlined; ends that are open fade.

const DAY = 86400000;
const ROW = 9;
const MOST_ROWS = 28;
const FADE = 46; // px of an end that is open

export function startTimeline(section, columns) {
  const found = columns.id.map((id, i) => ({ id, i, from: columns.earliest[i], to: columns.latest[i], bound: columns.basis[i] === "publication_bound" })).filter((one) => one.from !== null || one.to !== null);
  if (!found.length) return;
  const days = found.flatMap((one) => [one.from, one.to]).filter((day) => day !== null).sort((a, b) => a - b);
  const cut = (share) => days[Math.min(days.length - 1, Math.max(0, Math.floor(days.length * share)))];
  const all = { from: cut(0.1) - 60, to: cut(1) + 20 }; // what lies long before most is a step to the left, not a squeeze of all
  const view = { ...all };
  section.hidden = false;
  const island = document.createElement("div");
  island.className = "island";
  const canvas = document.createElement("canvas");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", section.getAttribute("aria-label"));
  const tools = document.createElement("p");
  tools.className = "tools";
  const said = document.createElement("output");
  said.textContent = `${found.length} / ${columns.id.length}`;
  const rows = pack(found);
  let width = 0;
  let height = 0;
  let over = null;
  let waiting = false;
  const redraw = () => { if (!waiting) { waiting = true; requestAnimationFrame(() => { waiting = false; draw(); }); } };
  const sx = (day) => ((day - view.from) / (view.to - view.from)) * width;
  const ends = (one) => {
    if (one.from === null) return [sx(one.to + 1) - FADE, sx(one.to + 1)];
    if (one.to === null) return [sx(one.from), sx(one.from) + FADE];
    return [sx(one.from), Math.max(sx(one.to + 1), sx(one.from) + 4)];
  };
  const paint = (ctx, one, left, right, tone) => {
    if (one.from !== null && one.to !== null) return tone;
    const fade = ctx.createLinearGradient(left, 0, right, 0);
    fade.addColorStop(one.from === null ? 1 : 0, tone);
    fade.addColorStop(one.from === null ? 0 : 1, "transparent");
    return fade;
  };

  function draw() {
    const ctx = canvas.getContext("2d");
    const style = getComputedStyle(canvas);
    const colour = (name) => style.getPropertyValue(name).trim();
    const ratio = devicePixelRatio || 1;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.fillStyle = colour("--paper");
    ctx.fillRect(0, 0, width, height);
    ctx.font = "11px system-ui, sans-serif";
    let last = -99;
    for (const [day, label] of ticks(view)) {
      const x = sx(day);
      ctx.fillStyle = colour("--line");
      ctx.fillRect(x, 0, 1, height);
      if (x - last < 60) continue;
      last = x;
      ctx.fillStyle = colour("--soft");
      ctx.fillText(label, x + 3, height - 4);
    }
    const bar = colour("--bar");
    const alert = colour("--alert");
    for (const one of found) {
      const [left, right] = ends(one);
      if (right < 0 || left > width) continue;
      const y = 4 + one.row * ROW;
      ctx.fillStyle = paint(ctx, one, left, right, one === over ? alert : bar);
      ctx.strokeStyle = ctx.fillStyle;
      if (one.bound) ctx.strokeRect(Math.max(left, -5) + 0.5, y + 0.5, Math.min(right, width + 5) - Math.max(left, -5), ROW - 3);
      else ctx.fillRect(Math.max(left, -5), y, Math.min(right, width + 5) - Math.max(left, -5), ROW - 2);
    }
  }

  const resize = () => {
    width = island.clientWidth;
    height = 30 + rows * ROW;
    const ratio = devicePixelRatio || 1;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.style.height = `${height}px`;
    draw(); // at once: setting the size has wiped it
  };
  const zoom = (by, at = width / 2) => {
    const day = view.from + (at / width) * (view.to - view.from);
    const wide = Math.min(Math.max((view.to - view.from) * by, 5), 80000);
    view.from = day - (at / width) * wide;
    view.to = view.from + wide;
    redraw();
  };
  const near = (event) => {
    const box = canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const row = Math.floor((y - 4) / ROW);
    return found.find((one) => Math.abs(one.row - row) <= 1 && ends(one)[0] - 4 <= x && x <= ends(one)[1] + 4) ?? null;
  };
  let held = null;
  canvas.addEventListener("pointerdown", (event) => { held = { x: event.clientX, far: 0 }; canvas.setPointerCapture(event.pointerId); });
  canvas.addEventListener("pointermove", (event) => {
    if (!held) {
      const hit = near(event);
      if (hit !== over) { over = hit; canvas.style.cursor = hit ? "pointer" : "grab"; said.textContent = hit ? `${columns.number[hit.i]}. ${columns.type[hit.i]} ${columns.place[hit.i] ?? ""}` : `${found.length} / ${columns.id.length}`; redraw(); }
      return;
    }
    const moved = event.clientX - held.x;
    held.far += Math.abs(moved);
    held.x = event.clientX;
    const days = (moved / width) * (view.to - view.from);
    view.from -= days;
    view.to -= days;
    redraw();
  });
  canvas.addEventListener("pointerup", (event) => { const moved = held && held.far > 6; held = null; const hit = moved ? null : near(event); if (hit) location.href = `/h/${hit.id}`; });
  canvas.addEventListener("wheel", (event) => { if (!event.ctrlKey && document.activeElement !== canvas) return; event.preventDefault(); zoom(event.deltaY < 0 ? 1 / 1.2 : 1.2, event.clientX - canvas.getBoundingClientRect().left); }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const step = (view.to - view.from) / 10;
    if (event.key === "ArrowLeft") { view.from -= step; view.to -= step; }
    else if (event.key === "ArrowRight") { view.from += step; view.to += step; }
    else if (event.key === "+") zoom(1 / 1.3);
    else if (event.key === "-") zoom(1.3);
    else if (event.key === "0") Object.assign(view, all);
    else return;
    event.preventDefault();
    event.stopPropagation();
    redraw();
  });
  for (const [sign, name, act] of [["+", section.dataset.in, () => zoom(1 / 1.4)], ["−", section.dataset.out, () => zoom(1.4)], ["◻", section.dataset.all, () => { Object.assign(view, all); redraw(); }]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.setAttribute("aria-label", name);
    button.addEventListener("click", act);
    tools.append(button);
  }
  tools.append(said);
  island.append(canvas, tools);
  section.append(island);
  new ResizeObserver(resize).observe(island);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  resize();
  draw();
}

function pack(found) {
  const ends = [];
  for (const one of [...found].sort((a, b) => (a.from ?? a.to) - (b.from ?? b.to))) {
    const from = one.from ?? one.to - 45;
    let row = ends.findIndex((end) => end < from);
    if (row < 0) row = ends.length < MOST_ROWS ? ends.push(0) - 1 : one.i % MOST_ROWS;
    ends[row] = (one.to ?? from + 45) + 8;
    one.row = row;
  }
  return ends.length;
}

function ticks(view) {
  const wide = view.to - view.from;
  const months = wide > 5500 ? 60 : wide > 1400 ? 12 : wide > 500 ? 6 : wide > 130 ? 1 : 0;
  const found = [];
  if (!months) {
    const step = wide > 40 ? 7 : 1;
    for (let day = Math.ceil(view.from / step) * step; day <= view.to; day += step) found.push([day, new Date(day * DAY).toISOString().slice(0, 10)]);
    return found;
  }
  const first = new Date(view.from * DAY);
  let month = first.getUTCFullYear() * 12 + first.getUTCMonth();
  for (; ; month += 1) {
    const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
    if (day > view.to) return found;
    if (day >= view.from && month % months === 0) found.push([day, months >= 12 ? String(Math.floor(month / 12)) : new Date(day * DAY).toISOString().slice(0, 7)]);
  }
}
