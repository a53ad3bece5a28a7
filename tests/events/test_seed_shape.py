"""The shape of the seed: a report that is named and not archived is one origin, however often it is told again."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from building import Desk, interval, on, run

TEXT = (
    "A report by journalist Sebastiana Barráez, published in Infobae, revealed that a group of at least 18 Russians is staying in a hotel. "
    "In Bolívar, Andrés Velásquez denounced that the Russians intend to occupy plots."
)


def seed_desk() -> Desk:
    desk = Desk()
    article = desk.document("a", TEXT, outlet="Panam", day=on("2020-01-16"))
    journalist = desk.attribution(article, "Sebastiana Barráez", "journalist", key="person:sebastiana-barraez", published_in="Infobae")
    desk.claim(
        article,
        "a group of at least 18 Russians is staying in a hotel",
        by=journalist,
        place="Tachira",
        count=(18, None),
        site="hotel",
        last=on("2020-01-16"),
    )
    return desk


def test_a_named_journalist_with_a_named_outlet_is_one_origin_though_not_archived():
    corpus = run(seed_desk().records)
    (event,) = corpus.events
    assert interval(corpus, event) == (1, 1)
    (origin,) = [found for found in corpus.origins.values() if found.detail is None]
    assert origin.name == "Sebastiana Barráez (Infobae)"
    assert origin.root == "ghost:person:sebastiana-barraez"
    assert origin.evidence[0].kind == "own_report"


def test_a_retelling_of_the_same_report_adds_no_origin():
    desk = seed_desk()
    other = desk.document("b", "According to Barráez in Infobae, some 18 Russians sleep in a hotel in Táchira.", outlet="Otro", day=on("2020-01-17"))
    journalist = desk.attribution(other, "Barráez", "journalist", key="person:barraez", published_in="Infobae")
    desk.claim(
        other, "some 18 Russians sleep in a hotel in Táchira", by=journalist, place="Tachira", count=(16, 20), site="hotel", last=on("2020-01-17")
    )
    corpus = run(desk.records)
    (event,) = corpus.events
    assert interval(corpus, event) == (1, 1)


def test_a_lead_in_the_outlets_plain_voice_restates_what_its_text_attributes():
    desk = Desk()
    article = desk.document(
        "a", "At least 18 Russians sleep in a hotel. At least 18 Russians stay in a hotel, Sebastiana Barráez wrote.", day=on("2020-01-16")
    )
    journalist = desk.attribution(article, "Sebastiana Barráez", "journalist", key="person:sebastiana-barraez", published_in="Infobae")
    desk.claim(article, "At least 18 Russians sleep in a hotel", place="Tachira", count=(18, None), site="hotel", last=on("2020-01-16"))
    desk.claim(article, "At least 18 Russians stay in a hotel", by=journalist, place="Tachira", count=(18, None), site="hotel", last=on("2020-01-16"))
    corpus = run(desk.records)
    (event,) = corpus.events
    assert interval(corpus, event) == (1, 1)
    (origin,) = [found for found in corpus.origins.values() if found.detail is None]
    assert "restates" in origin.why
