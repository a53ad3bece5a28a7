"""Treebanks -> the words that each language writes in small letters, which ship for texts in capitals: `python -m training.common_words`."""

import gzip
import sys
from collections import Counter

from cotejo.language.name_models import LANGUAGES, folder
from cotejo.text.patterns import folded
from training import name_treebanks as trees
from training.names import SHARED

LEAST = 3  # letters of a word worth a line; shorter ones ship too if they are met often
OFTEN = 3


def small_words(language: str) -> list[str]:
    """Folded words of a treebank that stand in small letters more often than as proper nouns."""
    small: Counter[str] = Counter()
    proper: Counter[str] = Counter()
    for sentence in trees.proper_nouns(SHARED / "train" / language / "train.conllu"):
        for word, tag in sentence:
            if word.isalpha():
                (proper if tag == "PROPN" else small)[folded(word.casefold())] += tag == "PROPN" or word.islower()
    return sorted(word for word, count in small.items() if count > proper[word] and (len(word) >= LEAST or count >= OFTEN))


def main() -> int:
    """Ship the lists of all languages with a model of ours; the same bytes for the same treebanks."""
    for language in LANGUAGES:
        text = "\n".join(small_words(language))
        (folder(language) / "common.txt.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
        sys.stdout.write(f"{language}: {text.count(chr(10)) + 1} words\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
