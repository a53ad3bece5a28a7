"""Attributions on text that is none of the kind expected: bounded time, exact spans, chains that end."""

import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from reading_of import reading_of

from cotejo.claims import attributions, quotes, sources, stances

MAX_S = 2.0
PIECES = [
    "said", "dijo", "сообщил", "disse", "that", "que", "что", "“", "”", "«", "»", '"', "—", ",", ".", "\n", "Ana Ruiz", "el ministro", "according to",
    "según", "по словам", "(EFE)", "@x", "(@x)", "the report", "soldiers", "Rumors of", "citing", "no hay", "МИД России", "1", "A",
]  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["en", "es", "pt", "ru"]))
def test_spans_are_exact_and_chains_end(pieces, language):
    text = " ".join(pieces)
    reading = reading_of(text, language)
    found = attributions.find(reading)
    assert found == attributions.find(reading)
    ids = {each.id for each in found}
    for each in found:
        for span in (each.cue, each.content, each.source.span, each.said_on):
            if span:
                span.check(text)
        assert each.within is None or each.within in ids
        chain = stances.chain_of(found, each.id)
        assert len({link.id for link in chain}) == len(chain)
        assert stances.of(reading, found, each.id, 0, len(text))[0].voice is None
    assert len(list(sources.resolve(reading, found))) == len(found)


@pytest.mark.parametrize(
    "text",
    [
        "said " * 40_000,
        "“" * 100_000,
        "“a " * 5_000 + "”" * 5_000,
        "Ana Ruiz, " * 20_000 + "said.",
        "according to the report of the ministry of the army " * 5_000,
        "(" * 100_000,
        "— " * 50_000,
        "A" * 200_000,
        "dijo que " * 30_000,
    ],
    ids=["verbs", "openers", "nested", "commas", "according", "brackets", "dashes", "one-word", "complementisers"],
)
def test_time_is_bounded(text):
    reading = reading_of(text, "en")
    started = time.process_time()
    attributions.find(reading)
    assert time.process_time() - started < MAX_S * 5  # two shared cores: the budget with room for a slow machine


def test_quotations_do_not_cross_paragraphs():
    text = "“one two three\nfour” five"
    assert quotes.find(text) == ()


def test_speech_carried_over_paragraphs_stays_open():
    text = "“one two three\n“four five six,” said Ana Ruiz."
    assert [text[start:end] for start, end, *_ in quotes.find(text)] == ["“one two three", "“four five six,”"]
