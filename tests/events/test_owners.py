"""Two voices of one house count once in lo: by the table that ships, and by the rows that a case puts over it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from building import Desk, on

from cotejo.events.derive import derive
from cotejo.events.link import link
from cotejo.events.origins import count
from cotejo.events.outlet_groups import Owners
from cotejo.records.corpus import Corpus
from cotejo.records.origin import Origin

DAYS = {"first": on("2022-05-02"), "last": on("2022-05-02"), "host": "ML", "place": "Gao"}


def witnessed(first: str, second: str, address: str) -> Corpus:
    desk = Desk()
    for name, words, outlet, url in (
        ("one", "From the tower we watched sixty Russians land in Gao.", first, "https://one.example/1"),
        ("two", "Sixty Russians land here in Gao, as this writer could see.", second, address),
    ):
        page = desk.document(name, words, outlet=outlet, day=on("2022-05-03"), url=url)
        desk.claim(page, "Russians land", "ARRIVAL", voice_act="OBSERVE", count=(60, 60), **DAYS)
    records = list(desk.records)
    for stage in (link, derive):
        records += list(stage(Corpus.of(records)))
    return Corpus.of(records)


def merged(corpus: Corpus, owners: Owners | None) -> list[bool]:
    return [bool(found.merged) for found in count(corpus, owners) if isinstance(found, Origin) and found.detail is None]


def test_outlets_of_a_group_that_the_case_names_are_one_hand():
    corpus = witnessed("Bend Weekly", "Radio Tamasheq", "https://news.tamasheq.example/2")
    assert merged(corpus, None) == [False, False]
    assert merged(corpus, Owners.of({"the-house": ["Bend Weekly", "tamasheq.example"]})) == [True, True]
    assert merged(corpus, Owners.of({"the-house": ["Bend Weekly"], "another": ["Radio Tamasheq"]})) == [False, False]


def test_a_case_may_hold_an_outlet_of_a_shipped_group_to_be_on_its_own():
    corpus = witnessed("TASS", "RIA Novosti", "https://two.example/2")
    assert merged(corpus, None) == [True, True]
    assert merged(corpus, Owners.of({}, ["RIA Novosti"])) == [False, False]
