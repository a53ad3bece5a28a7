import pytest

from cotejo.language.load import tokens_of
from cotejo.language.trees import MAX_TOKENS, parse

pytest.importorskip("spacy", reason="the extra `parse` is not installed")

SENTENCES = [
    ("en", "Russian soldiers arrived in Gao on Monday.", "soldiers", "nsubj"),
    ("en", "According to the ministry, two aircraft landed at the base.", "aircraft", "nsubj"),
    ("es", "Los soldados rusos llegaron a Gao el lunes.", "soldados", "nsubj"),
    ("es", "El ministerio confirmó que dos aviones aterrizaron en la base.", "aviones", "nsubj"),
    ("pt", "Os soldados russos chegaram a Gao na segunda-feira.", "soldados", "nsubj"),
    ("ru", "Российские военные прибыли в Гао в понедельник.", "военные", "nsubj"),
    ("ru", "Министерство подтвердило, что два самолёта приземлились на базе.", "самолёта", "nsubj"),
    ("pt", "O ministério confirmou que dois aviões pousaram na base.", "aviões", "nsubj"),
]


@pytest.mark.parametrize(("language", "text", "word", "relation"), SENTENCES)
def test_the_subject_hangs_on_its_verb(language, text, word, relation):
    tokens = tokens_of(text, 0, len(text), language)
    nodes = parse(tokens, language)
    assert len(nodes) == len(tokens)
    (place,) = [place for place, token in enumerate(tokens) if token.text == word]
    assert nodes[place].relation.startswith(relation)
    assert nodes[nodes[place].head].pos == "VERB"


def test_there_is_no_tree_without_a_parser_or_words():
    text = "Żołnierze przybyli do Gao."
    assert parse(tokens_of(text, 0, len(text), "pl"), "pl") == ()
    assert parse((), "en") == ()
    long = "a " * (MAX_TOKENS + 1)
    assert parse(tokens_of(long, 0, len(long), "en"), "en") == ()
