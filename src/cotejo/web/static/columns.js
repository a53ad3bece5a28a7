// The packed answer of /api/v1/events.columns -> columns with one value an event: numbers and days as they are, words in place of their index.

export function unpack(packed) {
  let number = 0;
  let day = 0;
  const earliest = packed.earliest.map((step) => (step === null ? null : (day += step)));
  return {
    run: packed.run,
    number: packed.number.map((step) => (number += step)),
    type: packed.type.map((at) => packed.types[at]),
    earliest,
    latest: packed.latest.map((days, i) => (days === null || earliest[i] === null ? days : earliest[i] + days)),
    basis: packed.basis.map((at) => (at === null ? null : packed.bases[at])),
    place: packed.place,
    places: packed.places,
  };
}
