"""Word clusters of spaCy's look-up tables (MIT) -> the clusters that ship: `python -m training.name_clusters FOLDER` with spacy_lookups_data/data."""

import gzip
import json
import sys
from pathlib import Path

from cotejo.language.name_models import folder

WORDS = 60_000  # most frequent words; names F1 with 100,000 is the same within .2
LANGUAGES = ("es", "en")


def most_frequent(source: Path, language: str, count: int) -> dict[str, int]:
    """Clusters of the most frequent words, in lower case."""
    numbers = json.loads(gzip.decompress((source / f"{language}_lexeme_cluster.json.gz").read_bytes()))
    chances = json.loads(gzip.decompress((source / f"{language}_lexeme_prob.json.gz").read_bytes()))
    found: dict[str, int] = {}
    for word in sorted(numbers, key=lambda word: (-chances.get(word, -99.0), word)):
        if len(found) == count:
            break
        if word and not any(sign.isspace() for sign in word):
            found.setdefault(word.lower(), numbers[word])
    return found


def ship(language: str, clusters: dict[str, int]) -> None:
    """Write one cluster a line with its words; the same bytes for the same clusters."""
    lines: dict[int, list[str]] = {}
    for word in sorted(clusters):
        lines.setdefault(clusters[word], []).append(word)
    text = "\n".join(f"{number}\t{' '.join(words)}" for number, words in sorted(lines.items()))
    folder(language).mkdir(parents=True, exist_ok=True)
    (folder(language) / "clusters.tsv.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def main(arguments: list[str]) -> int:
    """Ship the clusters of es and en; pt, which has none of its own, takes those of both: what is written alike is often the same name."""
    source = Path(arguments[0])
    own = {language: most_frequent(source, language, WORDS) for language in LANGUAGES}
    for language, clusters in own.items():
        ship(language, clusters)
    ship("pt", most_frequent(source, "en", WORDS // 2) | most_frequent(source, "es", WORDS // 2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
