"""A check and a language -> what its findings do not say."""

from cotejo.lexicon.load import table

FALLBACK = "en"


def scope_note(check: str, language: str | None) -> str:
    """Scope note of a check (`track`, `capacity`, `photo`) in a document's language; English where there is none."""
    notes = table("scopes")[check]
    return str(notes.get(language or FALLBACK, notes[FALLBACK]))
