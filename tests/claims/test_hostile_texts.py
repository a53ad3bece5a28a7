"""Whole reading of texts that are none of the kind expected: bounded time, exact spans, and what was left is said."""

import time

import pytest

from cotejo.claims import read
from cotejo.language import load
from cotejo.records.abstention import Abstention
from cotejo.records.claim import Claim
from cotejo.records.document import Document

MAX_S = 2.0
MEGABYTE = 1_000_000
UNBROKEN = {
    "es": "unos veinte militares rusos llegaron a Gao según dijo el vocero del ministerio y los vecinos aseguran que montaron un radar en la base ",
    "en": "about twenty Russian soldiers arrived in Gao officials said and residents say they set up a radar at the base ",
    "ru": "около двадцати российских военных прибыли в Гао сообщили чиновники и жители говорят что они установили радар на базе ",
    "pt": "cerca de vinte militares russos chegaram a Gao disse o porta-voz e moradores afirmam que montaram um radar na base ",
}


def document_of(text, language):
    return Document(capture="c-1", text=text, external_id="1", language=language, made_by="test")


def read_timed(text, language):
    load.read(document_of("Hello. Привет.", language))  # tables and dictionaries come with the first text
    load.read(document_of("Прибыли.", "ru"))
    started = time.process_time()
    found = list(read.read(document_of(text, language)))
    assert time.process_time() - started < MAX_S * 2  # two shared cores: the budget with room for a slow machine
    return found


def check_spans(found, text):
    for claim in (one for one in found if isinstance(one, Claim)):
        claim.trigger.check(text)


@pytest.mark.parametrize("language", sorted(UNBROKEN))
def test_a_megabyte_without_a_stop_is_read_up_to_a_bound_and_the_rest_is_said(language):
    text = (UNBROKEN[language] * (MEGABYTE // len(UNBROKEN[language]) + 1))[:MEGABYTE]
    found = read_timed(text, language)
    check_spans(found, text)
    (left,) = [one for one in found if isinstance(one, Abstention)]
    assert left.reason == "no_sentence_end"
    start, end = map(int, left.subject.rsplit(":", 1)[1].split("-"))
    assert 20_000 <= start < 22_001
    assert end == len(text.rstrip())
    assert str(start) in left.detail
    assert any(isinstance(one, Claim) for one in found)


def test_what_stands_after_the_stretch_is_read():
    text = "word " * 20_000 + "\nAbout twenty Russian soldiers arrived in Gao on Monday."
    claims = [one for one in read_timed(text, "en") if isinstance(one, Claim)]
    assert [claim.event_type for claim in claims] == ["ARRIVAL"]
    check_spans(claims, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "«" * 5_000 + "llegaron soldados rusos a Gao" + "»" * 5_000),
        ("en", "“about ten Russian soldiers said " * 5_000 + "”" * 5_000),
        ("en", (UNBROKEN["en"].upper().strip() + ". ") * 90),
        ("es", "Los soldados rusos said that солдаты arrived, según МИД. " * 1_500),
        ("es", "\u202eLos soldados \u2067rusos\u2069 llegaron a Gao. " * 1_000),
        ("es", UNBROKEN["es"].replace("e", "c").replace("m", "rn") * 7_000),
        ("en", "(" * MEGABYTE),
        ("en", "1 " * (MEGABYTE // 2)),
        ("en", "A" * MEGABYTE),
        ("en", "Ana Ruiz, " * (MEGABYTE // 10)),
    ],
    ids=["nested", "nested-said", "capitals", "mixed-scripts", "bidi", "ocr", "brackets", "digits", "one-word", "names"],
)
def test_time_is_bounded(language, text):
    check_spans(read_timed(text, language), text)


def test_a_language_without_a_reader_is_named():
    (left,) = [
        one for one in read_timed("俄罗斯士兵抵达加奥。" * 1_000, "zh") if isinstance(one, Abstention) and one.reason == "language_unsupported"
    ]
    assert "zh" in left.detail
