// A section and what draws in it -> a canvas that fits its width, paints once a frame at most, and is dragged, zoomed and opened by pointer and keys alike.

const CLICK_PX = 6; // a pointer that moved farther has dragged
const WHEEL = 1.2;
const KEY = 1.3;
const BUTTON = 1.4;

// `part` says how: height(width), draw(ctx, colour, ratio), near(x, y), open(found), tell(found), move(dx, dy), zoom(by, x, y), all(), and key(name) for keys of its own.
export function makeIsland(section, label, part) {
  const element = document.createElement("div");
  element.className = "island";
  const canvas = document.createElement("canvas");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", label);
  const tools = document.createElement("p");
  tools.className = "tools";
  const said = document.createElement("output");
  const island = { element, canvas, width: 0, height: 0, over: null, redraw, point };
  let waiting = false;
  let held = null;
  let fitted = false;

  function redraw() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; draw(); });
  }

  function draw() {
    const style = getComputedStyle(canvas);
    part.draw(canvas.getContext("2d"), (name) => style.getPropertyValue(name).trim(), devicePixelRatio || 1);
  }

  function resize() {
    const ratio = devicePixelRatio || 1;
    const width = element.clientWidth;
    const height = part.height(width);
    if (width === island.width && height === island.height && canvas.width === Math.floor(width * ratio)) return;
    Object.assign(island, { width, height });
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.style.height = `${height}px`;
    if (!fitted) part.all();
    fitted = true;
    draw(); // at once: setting the size has wiped it
  }

  function point(found) {
    if (found === island.over) return;
    island.over = found;
    canvas.style.cursor = found ? "pointer" : "grab";
    said.textContent = part.tell(found);
    redraw();
  }

  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const zoom = (by, x = island.width / 2, y = island.height / 2) => { part.zoom(by, x, y); redraw(); };
  const all = () => { part.all(); redraw(); };

  canvas.addEventListener("pointerdown", (event) => { held = { x: event.clientX, y: event.clientY, far: 0 }; canvas.setPointerCapture(event.pointerId); });
  canvas.addEventListener("pointermove", (event) => {
    if (!held) return point(part.near(...at(event)));
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    held = { x: event.clientX, y: event.clientY, far: held.far + Math.abs(dx) + Math.abs(dy) };
    part.move(dx, dy);
    redraw();
  });
  canvas.addEventListener("pointerup", (event) => {
    const moved = held && held.far > CLICK_PX;
    held = null;
    const found = moved ? null : part.near(...at(event));
    if (found) part.open(found);
  });
  canvas.addEventListener("pointercancel", () => { held = null; });
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && document.activeElement !== canvas) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? WHEEL : 1 / WHEEL, ...at(event));
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = island.width / 10;
    const moves = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    if (moves[event.key]) part.move(...moves[event.key]);
    else if (event.key === "+") zoom(KEY);
    else if (event.key === "-") zoom(1 / KEY);
    else if (event.key === "0") part.all();
    else if (event.key === "n" || event.key === "p") point(part.step(event.key === "n" ? 1 : -1));
    else if (event.key === "Enter" && island.over) return part.open(island.over);
    else return;
    event.preventDefault();
    event.stopPropagation();
    redraw();
  });
  for (const [sign, name, act] of [["+", section.dataset.in, () => zoom(BUTTON)], ["−", section.dataset.out, () => zoom(1 / BUTTON)], ["◻", section.dataset.all, all]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.setAttribute("aria-label", name);
    button.addEventListener("click", act);
    tools.append(button);
  }
  said.textContent = part.tell(null);
  tools.append(said);
  element.append(canvas, tools);
  island.start = (put) => {
    put(element);
    resize();
    new ResizeObserver(resize).observe(element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  };
  return island;
}
