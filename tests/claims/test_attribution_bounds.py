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
SENTENCE = (
    "The Malian defence ministry said that foreign instructors came to Gao on Monday, and a resident, Moussa Diarra, told Reuters that trucks passed"
)
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
        ", ".join([SENTENCE] * 6_500),  # 1 MB without a full stop
        f"{SENTENCE.upper()}. " * 300,
        SENTENCE.replace("e", "c").replace("m", "rn") + ". " * 300,
        "Los soldados said que солдаты arrived, según МИД. " * 1_500,
        "“Ana Ruiz said " * 5_000 + "”" * 5_000,
        "ORTIZ: a b c d. " * 3_000,
        "“a b c.” — Lena Ortiz " * 2_000,
        "the claim by the mayor that " * 4_000,
        "x (Reuters) " * 8_000,
        "she wants to " * 8_000,
        "our reporter " * 8_000,
        "“a b” https://x.y/z\n— A (@b) 1 May\n" * 1_200,
    ],
    ids=[
        "verbs", "openers", "nested", "commas", "according", "brackets", "dashes", "one-word", "complementisers", "no-stop", "capitals", "ocr",
        "mixed-scripts", "nested-said", "speakers", "signed", "nouns", "credits", "wants", "own", "posts",
    ],
)  # fmt: skip
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


def test_control_signs_of_direction_part_no_words():
    text = "\u2067Ana Ruiz\u2069 said \u200fthat three trucks came. \u202eNina Gromova\u202c said that two left."
    found = attributions.find(reading_of(text, "en"))
    assert [each.source.name for each in found] == ["Ana Ruiz", "Nina Gromova"]
    for each in found:
        each.content.check(text)


def test_a_headline_in_capitals_is_read():
    (only,) = attributions.find(reading_of("MALIAN ARMY DENIES THAT FOREIGN TROOPS ARE IN GAO", "en"))
    assert (only.speech_act, only.source.kind) == ("DENY", "office")


def test_noise_of_recognition_breaks_no_span():
    text = "Thc rninistry said that soIdiers carne. “Wc saw thcm,” sa1d Ana Ruiz."
    for each in attributions.find(reading_of(text, "en")):
        for span in (each.cue, each.content, each.source.span):
            if span:
                span.check(text)


def test_a_language_without_a_table_gives_none_whatever_the_text():
    assert attributions.find(reading_of(SENTENCE, "ka")) == ()
