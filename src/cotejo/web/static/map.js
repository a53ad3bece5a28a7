// Events in columns and the base map -> a canvas that moves: one mark per place, as precisely as it is known and no more.

const rad = Math.PI / 180;
const mercator = (lat) => Math.log(Math.tan(Math.PI / 4 + (Math.max(-84, Math.min(84, lat)) * rad) / 2)) / rad;
const AREAS = new Set(["country", "admin1", "admin2"]);

function project(packed, degree) {
  const out = new Float32Array(packed.length);
  let x = 0;
  let y = 0;
  for (let i = 0; i < packed.length; i += 2) {
    x += packed[i];
    y += packed[i + 1];
    out[i] = x / degree;
    out[i + 1] = -mercator(y / degree);
  }
  return out;
}

function load(raw) {
  const arcs = raw.arcs.map((arc) => project(arc, raw.degree));
  const sides = arcs.map(() => []);
  const regions = raw.regions.map(([country, rings]) => {
    const path = new Path2D();
    for (const ring of rings) {
      let first = true;
      for (const number of ring) {
        const arc = arcs[number < 0 ? ~number : number];
        sides[number < 0 ? ~number : number].push(country);
        const back = number < 0;
        for (let i = 0; i < arc.length; i += 2) {
          const at = back ? arc.length - 2 - i : i;
          if (first) path.moveTo(arc[at], arc[at + 1]);
          else path.lineTo(arc[at], arc[at + 1]);
          first = false;
        }
      }
      path.closePath();
    }
    return path;
  });
  const land = new Path2D();
  for (const region of regions) land.addPath(region);
  const lines = { region: new Path2D(), border: new Path2D(), coast: new Path2D(), disputed: new Path2D() };
  const draw = (path, arc) => { for (let i = 0; i < arc.length; i += 2) i ? path.lineTo(arc[i], arc[i + 1]) : path.moveTo(arc[0], arc[1]); };
  arcs.forEach((arc, number) => draw(lines[sides[number].length < 2 ? "coast" : new Set(sides[number]).size > 1 ? "border" : "region"], arc));
  raw.disputed.forEach((line) => draw(lines.disputed, project(line, raw.degree)));
  return { regions, land, lines };
}

function gather(columns) {
  const places = new Map();
  columns.id.forEach((id, i) => {
    const regions = columns.regions[i];
    if (columns.longitude[i] === null && !regions.length) return;
    const key = columns.place_id[i] + columns.precision[i];
    if (!places.has(key)) places.set(key, { id: columns.place_id[i], name: columns.place[i], precision: columns.precision[i], x: columns.longitude[i], y: columns.latitude[i] === null ? null : -mercator(columns.latitude[i]), reach: (columns.radius_m[i] ?? 0) / 111320, regions, events: [] });
    places.get(key).events.push(id);
  });
  return [...places.values()].sort((a, b) => b.reach - a.reach);
}

export async function startMap(section, columns) {
  const answer = await fetch(section.dataset.basemap);
  const world = load(await answer.json());
  const places = gather(columns);
  const points = places.filter((place) => place.x !== null);
  if (!points.length) return;
  const svg = section.querySelector(".scroll");
  const island = document.createElement("div");
  island.className = "island";
  const canvas = document.createElement("canvas");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", section.querySelector("svg.map").getAttribute("aria-label"));
  const said = document.createElement("output");
  const tools = document.createElement("p");
  tools.className = "tools";
  const view = { x: 0, y: 0, scale: 1 };
  let width = 0;
  let height = 0;
  let over = null;

  const fit = () => {
    const reach = (p) => Math.min(p.reach, 6);
    const west = Math.min(...points.map((p) => p.x - reach(p))) - 2;
    const east = Math.max(...points.map((p) => p.x + reach(p))) + 2;
    const north = Math.min(...points.map((p) => p.y - reach(p))) - 2;
    const south = Math.max(...points.map((p) => p.y + reach(p))) + 2;
    view.scale = Math.min(width / (east - west), height / (south - north), 120);
    view.x = (west + east) / 2;
    view.y = (north + south) / 2;
  };
  const sx = (x) => (x - view.x) * view.scale + width / 2;
  const sy = (y) => (y - view.y) * view.scale + height / 2;

  let waiting = false;
  const redraw = () => { if (!waiting) { waiting = true; requestAnimationFrame(() => { waiting = false; draw(); }); } };

  function draw() {
    const ctx = canvas.getContext("2d");
    const style = getComputedStyle(canvas);
    const colour = (name) => style.getPropertyValue(name).trim();
    const ratio = devicePixelRatio || 1;
    drawLand(ctx, colour, ratio);
    drawMarks(ctx, colour, ratio);
  }

  // Land and areas are painted once, half a window beyond each edge; a drag only moves that picture.
  const under = document.createElement("canvas");
  let painted = null;
  function drawLand(onto, colour, ratio) {
    const dx = painted ? (painted.x - view.x) * view.scale : 0;
    const dy = painted ? (painted.y - view.y) * view.scale : 0;
    const key = [view.scale, width, height, ratio, colour("--paper")].join();
    if (painted?.key !== key || Math.abs(dx) > width / 2 || Math.abs(dy) > height / 2) {
      paintLand(colour, ratio);
      painted = { key, x: view.x, y: view.y };
      return drawLand(onto, colour, ratio);
    }
    onto.setTransform(1, 0, 0, 1, 0, 0);
    onto.drawImage(under, Math.round((dx - width / 2) * ratio), Math.round((dy - height / 2) * ratio));
  }

  function paintLand(colour, ratio) {
    under.width = width * 2 * ratio;
    under.height = height * 2 * ratio;
    const ctx = under.getContext("2d");
    const dark = colour("--paper").startsWith("#1");
    ctx.fillStyle = dark ? "#17191b" : "#f4f7f8";
    ctx.fillRect(0, 0, under.width, under.height);
    const k = view.scale * ratio;
    ctx.setTransform(k, 0, 0, k, (width - view.x * view.scale) * ratio, (height - view.y * view.scale) * ratio);
    ctx.fillStyle = dark ? "#2a2e31" : "#ece9df";
    ctx.fill(world.land);
    ctx.strokeStyle = colour("--edge");
    for (const [name, wide] of [["region", 0.4], ["border", 1.1], ["coast", 0.7], ["disputed", 1.1]]) {
      if (name === "region" && view.scale < 12) continue;
      ctx.lineWidth = wide / view.scale;
      ctx.setLineDash(name === "disputed" ? [4 / view.scale, 3 / view.scale] : []);
      ctx.stroke(world.lines[name]);
    }
    ctx.setLineDash([]);
    const hatch = makeHatch(ctx, colour("--bar"), ratio);
    for (const place of places) {
      if (!AREAS.has(place.precision)) continue;
      ctx.globalAlpha = place.precision === "country" ? 0.45 : 1;
      ctx.strokeStyle = colour("--bar");
      ctx.fillStyle = hatch;
      hatch.setTransform(new DOMMatrix().scale(1 / k));
      ctx.lineWidth = 1.2 / view.scale;
      if (place.regions.length) for (const number of place.regions) { ctx.fill(world.regions[number]); if (place.precision !== "country") ctx.stroke(world.regions[number]); }
      else { ctx.beginPath(); ctx.arc(place.x, place.y, Math.max(place.reach, 15 / view.scale), 0, 7); ctx.fill(); ctx.stroke(); }
    }
    ctx.globalAlpha = 1;
  }

  function drawMarks(ctx, colour, ratio) {
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.font = "13px system-ui, sans-serif";
    const taken = [];
    for (const place of points) {
      const x = sx(place.x);
      const y = sy(place.y);
      if (x < -50 || y < -50 || x > width + 50 || y > height + 50) continue;
      if (!AREAS.has(place.precision)) {
        const r = place.reach * view.scale;
        if (r > 6 && r < 400) { ctx.globalAlpha = 0.14; ctx.fillStyle = colour("--bar"); ctx.beginPath(); ctx.arc(x, y, r, 0, 7); ctx.fill(); ctx.globalAlpha = 1; }
        ctx.fillStyle = colour("--bar");
        ctx.strokeStyle = place === over ? colour("--ink") : colour("--paper");
        ctx.lineWidth = place === over ? 3 : 1.2;
        ctx.beginPath();
        ctx.arc(x, y, Math.min(5 + Math.log2(place.events.length), 12), 0, 7);
        ctx.fill();
        ctx.stroke();
      }
      const name = place.events.length > 1 ? `${place.name} · ${place.events.length}` : place.name;
      const box = [x + 9, y - 9, x + 9 + ctx.measureText(name).width, y + 6];
      if (taken.length > 200 || taken.some((o) => box[0] < o[2] && box[2] > o[0] && box[1] < o[3] && box[3] > o[1])) continue;
      taken.push(box);
      ctx.lineWidth = 4;
      ctx.strokeStyle = colour("--paper");
      ctx.fillStyle = colour("--ink");
      ctx.strokeText(name, x + 9, y + 4);
      ctx.fillText(name, x + 9, y + 4);
    }
  }

  const resize = () => {
    width = island.clientWidth;
    height = Math.min(Math.max(260, width * 0.55), 560);
    const ratio = devicePixelRatio || 1;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.style.height = `${height}px`;
    draw(); // at once: setting the size has wiped it
  };
  const zoom = (by, x = width / 2, y = height / 2) => {
    const before = [(x - width / 2) / view.scale + view.x, (y - height / 2) / view.scale + view.y];
    view.scale = Math.min(Math.max(view.scale * by, 2), 3000);
    view.x = before[0] - (x - width / 2) / view.scale;
    view.y = before[1] - (y - height / 2) / view.scale;
    redraw();
  };
  const near = (event) => {
    const box = canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    let best = null;
    let least = 20;
    for (const place of points) {
      const away = Math.hypot(sx(place.x) - x, sy(place.y) - y);
      if (away < least) [best, least] = [place, away];
    }
    if (best) return best;
    const ctx = canvas.getContext("2d");
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    const [wx, wy] = [(x - width / 2) / view.scale + view.x, (y - height / 2) / view.scale + view.y];
    return places.findLast((place) => place.regions.some((number) => ctx.isPointInPath(world.regions[number], wx, wy))) ?? null;
  };
  const open = (place) => {
    if (place.events.length === 1) location.href = `/h/${place.events[0]}`;
    else { const query = new URLSearchParams(location.search); query.set("place", place.id); location.href = `/?${query}#list`; }
  };
  const tell = (place) => { said.textContent = place ? `${place.name}: ${place.events.length}` : ""; };

  let held = null;
  canvas.addEventListener("pointerdown", (event) => { held = { x: event.clientX, y: event.clientY, far: 0 }; canvas.setPointerCapture(event.pointerId); });
  canvas.addEventListener("pointermove", (event) => {
    if (!held) {
      const found = near(event);
      if (found !== over) { over = found; canvas.style.cursor = over ? "pointer" : "grab"; tell(over); redraw(); }
      return;
    }
    held.far += Math.abs(event.clientX - held.x) + Math.abs(event.clientY - held.y);
    view.x -= (event.clientX - held.x) / view.scale;
    view.y -= (event.clientY - held.y) / view.scale;
    held.x = event.clientX;
    held.y = event.clientY;
    redraw();
  });
  canvas.addEventListener("pointerup", (event) => {
    const moved = held && held.far > 6;
    held = null;
    const found = moved ? null : near(event);
    if (found) open(found);
  });
  canvas.addEventListener("wheel", (event) => { if (!event.ctrlKey && document.activeElement !== canvas) return; event.preventDefault(); const box = canvas.getBoundingClientRect(); zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, event.clientX - box.left, event.clientY - box.top); }, { passive: false });
  let at = -1;
  canvas.addEventListener("keydown", (event) => {
    const step = 60 / view.scale;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (moves[event.key]) { view.x += moves[event.key][0]; view.y += moves[event.key][1]; }
    else if (event.key === "+") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") fit();
    else if (event.key === "n" || event.key === "p") { at = (at + (event.key === "n" ? 1 : points.length - 1)) % points.length; over = points[at]; view.x = over.x; view.y = over.y; tell(over); }
    else if (event.key === "Enter" && over) return open(over);
    else return;
    event.preventDefault();
    event.stopPropagation();
    redraw();
  });
  for (const [sign, name, act] of [["+", section.dataset.in, () => zoom(1.4)], ["−", section.dataset.out, () => zoom(1 / 1.4)], ["◻", section.dataset.all, () => { fit(); redraw(); }]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.setAttribute("aria-label", name);
    button.addEventListener("click", act);
    tools.append(button);
  }
  tools.append(said);
  island.append(canvas, tools);
  svg.replaceWith(island);
  new ResizeObserver(resize).observe(island);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  resize();
  fit();
  draw();
}

let kept = null;
function makeHatch(ctx, colour, ratio) {
  if (kept?.colour === colour) return kept.pattern;
  const tile = document.createElement("canvas");
  const size = Math.round(6 * ratio);
  tile.width = size;
  tile.height = size;
  const t = tile.getContext("2d");
  t.strokeStyle = colour;
  t.lineWidth = 1.3 * ratio;
  t.beginPath();
  t.moveTo(0, size); t.lineTo(size, 0);
  t.moveTo(-1, 1); t.lineTo(1, -1);
  t.moveTo(size - 1, size + 1); t.lineTo(size + 1, size - 1);
  t.stroke();
  kept = { colour, pattern: ctx.createPattern(tile, "repeat") };
  return kept.pattern;
}
