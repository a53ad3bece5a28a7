"""Development data of evidence -> all figures of the room."""

from eval.evidence import light, parts, pictures, tracks, verdicts
from eval.figures import Figure


def figures() -> list[Figure]:
    """All figures, in a fixed order."""
    return [
        tracks.destinations(), tracks.landings(), tracks.named_airports(), tracks.once(), *tracks.masked(), *tracks.alibis(),
        *verdicts.figures(), light.published(),
        *pictures.references(), pictures.searches(), *pictures.recall(), pictures.strangers(),
        *parts.figures(),
    ]  # fmt: skip
