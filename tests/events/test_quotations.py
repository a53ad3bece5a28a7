"""A quotation that others have almost letter for letter: up to a tenth of it changed, in any of the languages and any marks."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pytest
from building import Desk, interval, on, run

from cotejo.events.derive import derive
from cotejo.records.event import Derivation

SAID = {
    "en": ("“They eat apart and never speak a word to the other guests of our house”", "“They eat apart and they never speak a word to the other guests of our home”"),
    "es": ("«Comen aparte y nunca dirigen la palabra a los demás huéspedes de la casa»", '"Comen aparte y nunca le dirigen la palabra a los demás huéspedes de la casa"'),
    "ru": ("«Они едят отдельно и никогда не говорят с другими постояльцами нашего дома»", "„Они едят отдельно и никогда не говорят с другими постояльцами дома“"),
    "pt": ("“Eles comem à parte e nunca falam com os outros hóspedes da nossa casa”", "«Eles comem à parte e nunca falam com os outros hospedes da nossa casa»"),
}  # fmt: skip
OTHER = {
    "en": "“They eat in town and speak a great deal with the drivers and guests of the house”",
    "es": "«Comen en el pueblo y hablan mucho con los choferes y los huéspedes de la casa»",
    "ru": "«Они едят в городе и много говорят с водителями и постояльцами нашего дома»",
    "pt": "“Eles comem na vila e falam muito com os motoristas e com os hóspedes da casa”",
}
AROUND = (
    "It had rained all night in town, the bakers said, and the bridge over the river was closed to lorries until noon.",
    "What will our minister do about this? He sleeps, as always, while prices of bread and oil go up for the third month.",
)


def quotes(*texts: str) -> list[Derivation]:
    desk = Desk()
    for number, text in enumerate(texts):
        desk.document(f"d{number}", f"{text} {AROUND[number]}", outlet=f"Outlet {number}", day=on(f"2020-01-{13 + number}"))
    return [one for one in derive(desk.corpus()) if isinstance(one, Derivation) and one.rule == "copy.quote"]


@pytest.mark.parametrize("language", sorted(SAID))
def test_a_quotation_with_a_slip_is_the_same_quotation(language):
    first, second = SAID[language]
    (edge,) = quotes(f"A: {first}.", f"B: {second}.")
    assert edge.strength == "hard"
    assert edge.relation == "quotes"
    assert edge.spans[0].exact in second


@pytest.mark.parametrize("language", sorted(SAID))
def test_another_thing_said_of_the_same_is_not(language):
    assert quotes(f"A: {SAID[language][0]}.", f"B: {OTHER[language]}.") == []


def test_a_part_of_a_longer_quotation_is_that_quotation():
    long = "“It rained. They eat apart and never speak a word to the other guests of our house, and nobody knows why.”"
    (edge,) = quotes(f"A: {long}", "B: “They eat apart and never speak any word to the other guests”, she said.")
    assert "letters changed" in edge.why


def test_seven_words_are_too_few():
    assert quotes("A: “They never speak a word to guests”.", "B: “They never speak one word to guests”.") == []


def test_what_rests_on_a_changed_quotation_is_one_origin_with_it():
    desk = Desk()
    first = desk.document("a", f"Soldiers stay at Rubio. The maid told us: {SAID['en'][0]}. {AROUND[0]}", outlet="Uno", day=on("2020-01-13"))
    maid = desk.attribution(first, "The maid", "unnamed", key="unnamed:outlet:uno/maid", rule="own.told_us")
    later = desk.document("b", f"Soldiers live at Rubio. {SAID['en'][1]}, it is said. {AROUND[1]}", outlet="Dos", day=on("2020-01-15"))
    for document, words, by in ((first, "Soldiers stay at Rubio", maid), (later, "Soldiers live at Rubio", None)):
        desk.claim(document, words, by=by, place="Rubio", first=on("2020-01-10"), last=on("2020-01-13"))
    corpus = run(desk.records)
    (event,) = corpus.events
    assert interval(corpus, event) == (1, 1)
