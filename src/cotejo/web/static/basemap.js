// The packed base map (scripts/build_basemap.py says how) -> paths in degrees of longitude and, northwards, of Mercator: land, coasts, borders, outlines.

const rad = Math.PI / 180;
export const mercator = (lat) => Math.log(Math.tan(Math.PI / 4 + (Math.max(-84, Math.min(84, lat)) * rad) / 2)) / rad;

// Digits of five bits -> one whole number a call; -1 behind the last.
function digits(text) {
  let at = 0;
  return () => {
    if (at >= text.length) return -1;
    let number = 0;
    for (let shift = 0; ; shift += 5) {
      const digit = text.charCodeAt(at) - 63;
      at += 1;
      number |= (digit & 31) << shift;
      if (digit < 32) return number;
    }
  };
}

const unfold = (number) => (number & 1 ? -(number + 1) / 2 : number / 2);

function readLines(text, units) {
  const next = digits(text);
  const lines = [];
  const high = new Map(); // a latitude comes back often
  let x = 0;
  let y = 0;
  for (let count = next(); count >= 0; count = next()) {
    const line = new Float32Array(count * 2);
    for (let i = 0; i < line.length; i += 2) {
      x += unfold(next());
      y += unfold(next());
      let up = high.get(y);
      if (up === undefined) high.set(y, (up = -mercator(y / units)));
      line[i] = x / units;
      line[i + 1] = up;
    }
    lines.push(line);
  }
  return lines;
}

// Shapes as lists of rings; an arc of a ring is [line, whether it runs backwards].
function readShapes(text, outer, inner) {
  const next = digits(text);
  const expected = [0, 0];
  const shapes = [];
  for (let count = next(); count >= 0; count = next()) {
    shapes.push(Array.from({ length: count }, () => Array.from({ length: next() }, () => {
      const said = next();
      const level = (said >> 1) & 1;
      const number = expected[level] + unfold(said >> 2);
      expected[level] = number + 1;
      return [(level ? inner : outer)[number], said & 1];
    })));
  }
  return shapes;
}

function addRings(path, rings) {
  for (const ring of rings) {
    let first = true;
    for (const [line, back] of ring) {
      for (let i = 0; i < line.length; i += 2) {
        const at = back ? line.length - 2 - i : i;
        if (first) path.moveTo(line[at], line[at + 1]);
        else path.lineTo(line[at], line[at + 1]);
        first = false;
      }
    }
    path.closePath();
  }
}

function addLine(path, line) {
  path.moveTo(line[0], line[1]);
  for (let i = 2; i < line.length; i += 2) path.lineTo(line[i], line[i + 1]);
}

const get = async (url) => (await fetch(url)).json();

// `outline(place)` gives the paths of a place known as an area; `regions()` fetches the first-level borders, once.
export async function loadWorld(urls) {
  const raw = await get(urls.states);
  const outer = readLines(raw.arcs, raw.units);
  const states = new Map();
  const used = new Map();
  const shapes = readShapes(raw.outlines, outer, []);
  raw.states.split(" ").forEach((code, number) => states.set(code, shapes[number]));
  for (const shape of shapes) for (const ring of shape) for (const [line] of ring) used.set(line, (used.get(line) ?? 0) + 1);
  const land = new Path2D();
  for (const shape of shapes) addRings(land, shape);
  const lines = { region: new Path2D(), border: new Path2D(), coast: new Path2D(), disputed: new Path2D() };
  const dashed = new Set();
  const next = digits(raw.dashed);
  for (let number = next(); number >= 0; number = next()) dashed.add(outer[number]);
  for (const line of outer) addLine(lines[dashed.has(line) ? "disputed" : used.get(line) > 1 ? "border" : "coast"], line);
  for (const line of readLines(raw.disputed, raw.units)) addLine(lines.disputed, line);

  const drawn = new Map();
  let asked = null;
  let within = null;
  const regions = () => {
    asked ??= get(urls.regions).then((found) => {
      const inner = readLines(found.arcs, found.units);
      for (const line of inner) addLine(lines.region, line);
      within = readShapes(found.outlines, outer, inner);
    });
    return asked;
  };
  const path = (key, rings) => {
    if (!drawn.has(key)) {
      drawn.set(key, new Path2D());
      addRings(drawn.get(key), rings);
    }
    return drawn.get(key);
  };
  const outline = (place) => {
    if (place.state !== null) return states.has(place.state) ? [path(place.state, states.get(place.state))] : [];
    return within ? place.regions.map((number) => path(number, within[number])) : [];
  };
  return { land, lines, outline, regions, ready: () => within !== null };
}
