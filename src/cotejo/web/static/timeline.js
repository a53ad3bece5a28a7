// Events in columns -> a time line on a canvas: a bar is as long as what is known; what only publication bounds is outlined; ends that are open fade.
import { makeIsland } from "./island.js";

const DAY = 86400000;
const ROW = 9;
const MOST_ROWS = 28;
const FADE = 46; // px of an end that is open
const [LEAST_DAYS, MOST_DAYS] = [5, 80000]; // in view

export function startTimeline(section, columns, openEvent) {
  const found = columns.number.map((number, i) => ({ number, i, from: columns.earliest[i], to: columns.latest[i], bound: columns.basis[i] === "publication_bound" })).filter((one) => one.from !== null || one.to !== null);
  if (!found.length) return;
  found.sort((a, b) => (a.from ?? a.to) - (b.from ?? b.to));
  const days = Float64Array.from(found.flatMap((one) => [one.from ?? one.to, one.to ?? one.from])).sort();
  const cut = (share) => days[Math.min(days.length - 1, Math.floor(days.length * share))];
  const all = { from: cut(0.1) - 60, to: cut(1) + 20 }; // what lies long before most is a step to the left, not a squeeze of all
  const view = { ...all };
  const rows = pack(found);
  const sx = (day) => ((day - view.from) / (view.to - view.from)) * island.width;
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

  function drawTicks(ctx, colour) {
    const [line, soft] = [colour("--line"), colour("--soft")];
    let last = -99;
    for (const [day, label] of ticks(view)) {
      const x = sx(day);
      ctx.fillStyle = line;
      ctx.fillRect(x, 0, 1, island.height);
      if (x - last < 60) continue;
      last = x;
      ctx.fillStyle = soft;
      ctx.fillText(label, x + 3, island.height - 4);
    }
  }

  function drawBar(ctx, one, left, right, tone) {
    const y = 4 + one.row * ROW;
    ctx.fillStyle = paint(ctx, one, left, right, tone);
    ctx.strokeStyle = ctx.fillStyle;
    const [from, wide] = [Math.max(left, -5), Math.min(right, island.width + 5) - Math.max(left, -5)];
    if (one.bound) ctx.strokeRect(from + 0.5, y + 0.5, wide, ROW - 3);
    else ctx.fillRect(from, y, wide, ROW - 2);
  }

  let at = -1;
  const island = makeIsland(section, section.getAttribute("aria-label"), {
    height: () => 30 + rows * ROW,
    draw(ctx, colour, ratio) {
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.fillStyle = colour("--paper");
      ctx.fillRect(0, 0, island.width, island.height);
      ctx.font = "11px system-ui, sans-serif";
      drawTicks(ctx, colour);
      const bar = colour("--bar");
      const full = Array.from({ length: rows }, () => [0, -1]); // of each row, the last stretch that is painted without a gap
      for (const one of found) {
        const [left, right] = ends(one);
        if (right < 0 || left > island.width) continue;
        const solid = one.from !== null && one.to !== null && !one.bound;
        const row = full[one.row];
        if (one.from !== null && one.to !== null && left >= row[0] && right <= row[1]) continue; // nothing of it would be seen
        if (solid && left <= row[1]) row[1] = Math.max(row[1], right);
        else if (solid) full[one.row] = [left, right];
        drawBar(ctx, one, left, right, bar);
      }
      if (island.over) drawBar(ctx, island.over, ...ends(island.over), colour("--alert"));
    },
    all: () => Object.assign(view, all),
    move(dx) {
      const moved = (dx / island.width) * (view.to - view.from);
      view.from -= moved;
      view.to -= moved;
    },
    zoom(by, x) {
      const day = view.from + (x / island.width) * (view.to - view.from);
      const wide = Math.min(Math.max((view.to - view.from) / by, LEAST_DAYS), MOST_DAYS);
      view.from = day - (x / island.width) * wide;
      view.to = view.from + wide;
    },
    near(x, y) {
      const row = Math.floor((y - 4) / ROW);
      return found.find((one) => Math.abs(one.row - row) <= 1 && ends(one)[0] - 4 <= x && x <= ends(one)[1] + 4) ?? null;
    },
    step(by) {
      at = at < 0 && by < 0 ? found.length - 1 : (at + by + found.length) % found.length;
      const day = found[at].from ?? found[at].to;
      const wide = view.to - view.from;
      if (day < view.from || day > view.to) Object.assign(view, { from: day - wide / 2, to: day + wide / 2 });
      return found[at];
    },
    open: (one) => openEvent(one.number),
    tell: (one) => (one ? `${one.number}. ${columns.type[one.i]} ${columns.place[one.i] === null ? "" : columns.places.name[columns.place[one.i]]}` : `${found.length} / ${columns.number.length}`),
  });
  section.hidden = false;
  island.start((element) => section.append(element));
}

// Bars, first first -> each its row; those that find none share one.
function pack(found) {
  const ends = [];
  for (const one of found) {
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
