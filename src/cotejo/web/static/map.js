// Events in columns and the base map -> a canvas that moves: one mark per place, as precisely as it is known and no more.
import { mercator } from "./basemap.js";
import { makeIsland } from "./island.js";

const AREAS = new Set(["country", "admin1", "admin2"]);
const METRES_PER_DEGREE = 111320;
const REGIONS_FROM = 12; // pixels a degree, from which first-level borders are drawn
const NEAR_PX = 20;
const MOST_NAMES = 200;

function gather(columns) {
  const { places } = columns;
  const found = places.id.map((id, i) => ({
    id, name: places.name[i], precision: places.precision[i], x: places.longitude[i], y: places.latitude[i] === null ? null : -mercator(places.latitude[i]),
    reach: (places.radius_m[i] ?? 0) / METRES_PER_DEGREE, state: places.state[i], regions: places.regions[i], events: [],
  }));
  columns.place.forEach((place, i) => { if (place !== null) found[place].events.push(columns.number[i]); });
  return found.filter((place) => place.x !== null || place.state !== null || place.regions.length).sort((a, b) => b.reach - a.reach);
}

export async function startMap(section, columns, loading, openEvent) {
  const places = gather(columns);
  const points = places.filter((place) => place.x !== null);
  if (!points.length) return;
  const world = await loading;
  if (places.some((place) => place.regions.length)) await world.regions();
  const view = { x: 0, y: 0, scale: 1 };
  const fitted = { west: Infinity, east: -Infinity, north: Infinity, south: -Infinity };
  for (const { x, y, reach } of points) {
    const around = Math.min(reach, 6) + 2;
    fitted.west = Math.min(fitted.west, x - around);
    fitted.east = Math.max(fitted.east, x + around);
    fitted.north = Math.min(fitted.north, y - around);
    fitted.south = Math.max(fitted.south, y + around);
  }
  const sx = (x) => (x - view.x) * view.scale + island.width / 2;
  const sy = (y) => (y - view.y) * view.scale + island.height / 2;
  const back = (x, y) => [(x - island.width / 2) / view.scale + view.x, (y - island.height / 2) / view.scale + view.y];

  // Land and areas are painted once, half a window beyond each edge; a drag only moves that picture.
  const under = document.createElement("canvas");
  let painted = null;
  function drawLand(onto, colour, ratio) {
    const { width, height } = island;
    const dx = painted ? (painted.x - view.x) * view.scale : 0;
    const dy = painted ? (painted.y - view.y) * view.scale : 0;
    const key = [view.scale, width, height, ratio, colour("--paper"), world.ready()].join();
    if (painted?.key !== key || Math.abs(dx) > width / 2 || Math.abs(dy) > height / 2) {
      paintLand(colour, ratio);
      painted = { key, x: view.x, y: view.y };
      return drawLand(onto, colour, ratio);
    }
    onto.setTransform(1, 0, 0, 1, 0, 0);
    onto.drawImage(under, Math.round((dx - width / 2) * ratio), Math.round((dy - height / 2) * ratio));
  }

  function paintLand(colour, ratio) {
    const { width, height } = island;
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
    const near = view.scale >= REGIONS_FROM;
    if (near && !world.ready()) world.regions().then(island.redraw);
    for (const [name, wide] of [["region", 0.4], ["border", 1.1], ["coast", 0.7], ["disputed", 1.1]]) {
      if (name === "region" && !near) continue;
      ctx.lineWidth = wide / view.scale;
      ctx.setLineDash(name === "disputed" ? [4 / view.scale, 3 / view.scale] : []);
      ctx.stroke(world.lines[name]);
    }
    ctx.setLineDash([]);
    const hatch = makeHatch(ctx, colour("--bar"), ratio);
    hatch.setTransform(new DOMMatrix().scale(1 / k));
    for (const place of places) {
      if (!AREAS.has(place.precision)) continue;
      ctx.globalAlpha = place.precision === "country" ? 0.45 : 1;
      ctx.strokeStyle = colour("--bar");
      ctx.fillStyle = hatch;
      ctx.lineWidth = 1.2 / view.scale;
      const outline = world.outline(place);
      if (!outline.length) outline.push(circle(place));
      for (const path of outline) {
        ctx.fill(path);
        if (place.precision !== "country") ctx.stroke(path);
      }
    }
    ctx.globalAlpha = 1;
  }

  function circle(place) {
    const path = new Path2D();
    path.arc(place.x, place.y, Math.max(place.reach, 15 / view.scale), 0, 7);
    return path;
  }

  function drawMarks(ctx, colour, ratio) {
    const [bar, ink, paper] = [colour("--bar"), colour("--ink"), colour("--paper")];
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.font = "13px system-ui, sans-serif";
    const taken = [];
    for (const place of points) {
      const [x, y] = [sx(place.x), sy(place.y)];
      if (x < -50 || y < -50 || x > island.width + 50 || y > island.height + 50) continue;
      const chosen = place === island.over;
      if (!AREAS.has(place.precision)) {
        const r = place.reach * view.scale;
        if (r > 6 && r < 400) { ctx.globalAlpha = 0.14; ctx.fillStyle = bar; ctx.beginPath(); ctx.arc(x, y, r, 0, 7); ctx.fill(); ctx.globalAlpha = 1; }
        ctx.fillStyle = bar;
        ctx.strokeStyle = chosen ? ink : paper;
        ctx.lineWidth = chosen ? 3 : 1.2;
        ctx.beginPath();
        ctx.arc(x, y, Math.min(5 + Math.log2(place.events.length), 12), 0, 7);
        ctx.fill();
        ctx.stroke();
      }
      if (taken.length > MOST_NAMES) continue;
      const name = place.events.length > 1 ? `${place.name} · ${place.events.length}` : place.name;
      place.wide ??= ctx.measureText(name).width;
      const box = [x + 9, y - 9, x + 9 + place.wide, y + 6];
      if (taken.some((o) => box[0] < o[2] && box[2] > o[0] && box[1] < o[3] && box[3] > o[1])) continue;
      taken.push(box);
      ctx.lineWidth = 4;
      ctx.strokeStyle = paper;
      ctx.fillStyle = ink;
      ctx.strokeText(name, x + 9, y + 4);
      ctx.fillText(name, x + 9, y + 4);
    }
  }

  let at = -1;
  const island = makeIsland(section, section.querySelector("svg.map").getAttribute("aria-label"), {
    height: (width) => Math.min(Math.max(260, width * 0.55), 560),
    draw(ctx, colour, ratio) {
      drawLand(ctx, colour, ratio);
      drawMarks(ctx, colour, ratio);
    },
    all() {
      const { west, east, north, south } = fitted;
      Object.assign(view, { x: (west + east) / 2, y: (north + south) / 2, scale: Math.min(island.width / (east - west), island.height / (south - north), 120) });
    },
    move(dx, dy) {
      view.x -= dx / view.scale;
      view.y -= dy / view.scale;
    },
    zoom(by, x, y) {
      const [wx, wy] = back(x, y);
      view.scale = Math.min(Math.max(view.scale * by, 2), 3000);
      view.x = wx - (x - island.width / 2) / view.scale;
      view.y = wy - (y - island.height / 2) / view.scale;
    },
    near(x, y) {
      let best = null;
      let least = NEAR_PX;
      for (const place of points) {
        const away = Math.hypot(sx(place.x) - x, sy(place.y) - y);
        if (away < least) [best, least] = [place, away];
      }
      if (best) return best;
      const ctx = under.getContext("2d");
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      return places.findLast((place) => AREAS.has(place.precision) && world.outline(place).some((path) => ctx.isPointInPath(path, ...back(x, y)))) ?? null;
    },
    step(by) {
      at = at < 0 && by < 0 ? points.length - 1 : (at + by + points.length) % points.length;
      Object.assign(view, { x: points[at].x, y: points[at].y });
      return points[at];
    },
    open(place) {
      if (place.events.length === 1) return openEvent(place.events[0]);
      const query = new URLSearchParams(location.search);
      query.set("place", place.id);
      location.href = `/?${query}#list`;
    },
    tell: (place) => (place ? `${place.name}: ${place.events.length}` : ""),
  });
  island.start((element) => section.querySelector(".scroll").replaceWith(element));
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
