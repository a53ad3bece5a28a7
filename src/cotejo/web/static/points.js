// Text of the browser (UTF-16 units) -> code points, in which all offsets of the archive count. Hidden signs are shown by an element with their code point.

export function codePoints(fragment) {
  let count = 0;
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) for (const _ of node.data) count += 1;
    else if (node.nodeType === Node.ELEMENT_NODE && node.dataset?.cp) count += 1; // shown as U+202E, one sign in the text
    else for (const child of node.childNodes) walk(child);
  };
  walk(fragment);
  return count;
}

export function toUnits(text, points) {
  let units = 0;
  for (const sign of text) {
    if (points-- <= 0) break;
    units += sign.length;
  }
  return units;
}
