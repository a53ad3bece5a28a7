"""Our marked sentences read as they say, and the table of weights is the one that the recipe gives."""

from pathlib import Path

import pytest
from eval.shared import ABSENT
from training import marked, ordinary
from training.coded import LANGUAGES, Text
from training.weights import chosen, corpus, examples, learn

from cotejo.claims.weighing import weights
from cotejo.lexicon.load import table


@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_come_out_and_point_at_their_words(language: str) -> None:
    found = list(marked.read(language))
    assert len(found) > 100
    for each in found:
        assert not set("*<>") & set(each.text)
        assert bool(each.types) == bool(each.triggers)
        assert all(0 <= start < end <= len(each.text) for start, end in each.triggers)
        assert all(each.text[start:end] == each.text[start:end].strip() for start, end, _ in each.names)


def test_a_mark_that_does_not_close_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text("ARRIVAL\tTroops *landed* in <L Gao>.\nARRIVAL\tTroops *landed in Gao.\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"en.txt line 2: a mark does not close"):
        list(marked.read("en", tmp_path))


@pytest.mark.skipif(not ordinary.is_here(), reason=ABSENT)
def test_the_shipped_weights_are_what_the_recipe_gives() -> None:
    found = [each for number, text in enumerate(corpus()) for each in examples(text, number)]
    again = learn(found)
    shipped = weights()
    assert max(abs(again.get(name, 0.0) - shipped.get(name, 0.0)) for name in {*again, *shipped}) < 0.3, "run `python -m training.weights`"


def test_weights_tell_an_army_at_home_from_one_abroad() -> None:
    abroad = Text("test", "en", None, None, "Rwandan soldiers landed in Bangui on Tuesday.", ())
    home = Text("test", "en", None, None, "The Mexican navy patrols the coast of Mexico and seized two boats with cocaine.", ())
    known = dict(weights())
    assert list(chosen(list(examples(abroad, 0)), known))
    assert not list(chosen(list(examples(home, 1)), known))


def test_every_topic_has_words_in_every_language() -> None:
    topics = table("topics")
    assert set(topics) == set(LANGUAGES)
    assert len({frozenset(rows) for rows in topics.values()}) == 1
