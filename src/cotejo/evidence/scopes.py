"""A key and a language -> what a finding rests on, and what it does not say; es, en, ru, pt, and English for other languages."""

from collections.abc import Mapping
from typing import Any

from cotejo.lexicon.load import table

FALLBACK = "en"


def pick(rows: Mapping[str, Any], language: str | None) -> str:
    """The row of a language (BCP 47; "pt-BR" is "pt"), else the English one."""
    return str(rows.get((language or FALLBACK).split("-")[0], rows[FALLBACK]))


def scope_note(check: str, language: str | None) -> str:
    """Scope note of a check (`track`, `capacity`, `photo`, ...): what its findings do not say."""
    return pick(table("scopes")[check], language)


def say(key: str, language: str | None, **filled: object) -> str:
    """Basis of a finding: the sentence `group.name` of the table, its fields filled."""
    group, _, name = key.partition(".")
    return pick(table("findings")[group][name], language).format(**filled)
