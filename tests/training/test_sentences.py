"""Sentences of our own: each line is marked as its README says, and no name is left with a mark in it."""

from collections import Counter

import pytest
from training.coded import LANGUAGES
from training.marked import unmark
from training.name_sentences import SENTENCES, by_hand, names_alone


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_names_is_marked_well_and_stands_once(language: str) -> None:
    lines = (SENTENCES / f"names_{language}.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines))
    for line in lines:
        text, triggers, names = unmark(line)
        assert names, line
        assert not triggers, line
        assert all(text[start:end].strip() == text[start:end] for start, end, _ in names), line
    words = [word for sentence in [*by_hand(language), *names_alone(language)] for word, _ in sentence]
    assert not {"<", ">"} & set(words)


def test_there_are_two_thousand_with_units_ranks_and_equipment_in_each_language() -> None:
    kinds = {language: Counter[str]() for language in LANGUAGES}
    count = 0
    for language in LANGUAGES:
        told = [line.partition("\t")[2] for line in (SENTENCES / f"{language}.txt").read_text(encoding="utf-8").splitlines()]
        for line in [*told, *(SENTENCES / f"names_{language}.txt").read_text(encoding="utf-8").splitlines()]:
            kinds[language].update(kind for _, _, kind in unmark(line)[2])
            count += 1
    assert count >= 2_000
    for language in LANGUAGES:
        assert all(kinds[language][kind] >= 35 for kind in "PLOURE"), (language, kinds[language])
