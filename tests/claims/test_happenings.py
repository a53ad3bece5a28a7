"""Sentences in four languages -> the claims that they make, and those that near misses do not make."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cotejo.claims.read import read
from cotejo.records.claim import Claim
from cotejo.records.corpus import Corpus
from cotejo.records.document import Document
from cotejo.records.resolution import Interval
from cotejo.text.folding import fold

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "happenings.toml").read_text(encoding="utf-8"))["case"]
MISSES = [(language, text) for language, texts in tomllib.loads((HERE / "near_misses.toml").read_text(encoding="utf-8")).items() for text in texts]
PUBLISHED = Interval(earliest=date(2024, 5, 20), latest=date(2024, 5, 20), basis="stated")


def corpus_of(text: str, language: str) -> Corpus:
    document = Document(capture="capture-1", text=text, external_id="1", language=language, published=PUBLISHED, made_by="test@1")
    return Corpus.of([document, *read(document)])


def claims_of(text: str, language: str) -> tuple[list[Claim], Corpus]:
    corpus = corpus_of(text, language)
    return sorted(corpus.claims.values(), key=lambda claim: claim.trigger.start), corpus


def where(claim: Claim, corpus: Corpus) -> str:
    place = corpus.place(claim.id)
    words = [span.exact for span in (claim.place.span, *claim.place.within)] if claim.place else []
    return fold(" ".join([*words, *([place.name, place.admin1 or "", *place.path] if place else [])]))


@pytest.mark.parametrize("case", CASES, ids=[f"{case['lang']}-{case['text'][:50]}" for case in CASES])
def test_sentence_gives_its_claim(case: dict[str, Any]) -> None:
    claims, corpus = claims_of(case["text"], case["lang"])
    found = [claim for claim in claims if claim.event_type == case["type"]]
    assert found, [claim.event_type for claim in claims]
    claim = found[0]
    if "state" in case:
        assert case["state"] in {actor.state for actor in claim.actors}
    if "place" in case:
        assert fold(case["place"]) in where(claim, corpus)
    if "equipment" in case:
        assert any(item.category.startswith(case["equipment"]) for item in claim.equipment)
    if "low" in case:
        assert claim.personnel is not None
        assert claim.personnel.low == case["low"]
    for field in ("tense", "polarity"):
        if field in case:
            assert getattr(claim, field) == case[field]


@pytest.mark.parametrize(("language", "text"), MISSES, ids=[f"{language}-{text[:50]}" for language, text in MISSES])
def test_near_miss_gives_no_claim(language: str, text: str) -> None:
    claims, _ = claims_of(text, language)
    assert [(claim.event_type, claim.span.exact) for claim in claims] == []
