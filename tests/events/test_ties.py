"""Ties that are not copies: posts that only quote, outlets of one owner, ids that never fall together."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from building import Desk, interval, on, run

from cotejo.records.origin import Origin

DAYS = {"first": on("2022-05-03"), "last": on("2022-05-03"), "host": "ML", "place": "Gao"}


def test_a_post_that_only_quotes_rests_on_the_report_that_the_text_around_it_names():
    for post, roots in (("“Forty Russians sleep in the school of Gao” https://t.example/x", 1), ("I saw forty Russians in the school of Gao", 2)):
        desk = Desk()
        text = f"A report by Awa Cissé revealed that forty Russians sleep in the school of Gao.\n{post}\n- Jo Dembele (@jodembele)"
        page = desk.document("page", text, outlet="The Reader", day=on("2022-05-06"))
        author = desk.attribution(page, "Awa Cissé", "journalist", key="person:awa-cisse", published_in="Bend Weekly")
        shown = desk.attribution(page, "Jo Dembele (@jodembele)", "account", key="account:jodembele", rule="structure.pasted_post", content=post)
        desk.claim(page, "forty Russians sleep in the school of Gao", by=author, count=(40, 40), **DAYS)
        desk.claim(page, "orty Russians in the school" if roots == 2 else "Forty Russians sleep", by=shown, count=(40, 40), **DAYS)
        corpus = run(desk.records)
        (event,) = corpus.events
        assert interval(corpus, event)[1] == roots


def test_outlets_of_one_group_are_one_in_lo_and_two_in_hi():
    bounds = {}
    for other, url in (("Спутник", "https://sputniknews.com/1"), ("Niger Bend", "https://nigerbend.example/1")):
        desk = Desk()
        for name, outlet, address in (("one", "ТАСС", "https://tass.ru/9"), ("two", other, url)):
            page = desk.document(
                name, f"Our reporter of {outlet} saw forty Russians arrive in Gao.", outlet=outlet, day=on("2022-05-04"), url=address
            )
            desk.claim(page, "forty Russians arrive in Gao", "ARRIVAL", voice_act="OBSERVE", count=(40, 40), **DAYS)
        corpus = run(desk.records)
        (event,) = corpus.events
        bounds[other] = interval(corpus, event)
    assert bounds == {"Спутник": (1, 2), "Niger Bend": (2, 2)}


def test_no_two_origins_have_one_id_and_each_says_why_in_good_english():
    desk = Desk()
    for number in range(3):
        page = desk.document(
            f"d{number}", f"Scene {number}: Russians are in Gao with {number + 4} radars.", outlet=f"Paper {number}", day=on("2022-05-05")
        )
        desk.claim(page, f"Russians are in Gao with {number + 4} radars", count=(number * 50 + 10, number * 50 + 10), equipment=("radar",), **DAYS)
    found = list(run(desk.records).origins.values())
    assert len({record.id for record in found}) == len({(o.event, o.root, o.side, o.detail) for o in found})
    assert all(isinstance(record, Origin) and record.why.startswith("1 document rests on ") for record in found)
