"""Word clusters of a language -> vectors for its parser: words of one cluster share one, clusters with a common beginning of their bit path are near.

A cluster's vector is the sum of one random direction for each of the first bits of its path (a fixed seed, so that the same table gives the same
vectors). The clusters are those of the names (`language/LANG/names/clusters.tsv.gz`), which come from `spacy-lookups-data` (MIT).
"""

import gzip
from pathlib import Path

import numpy as np
import spacy
from spacy.vectors import Vectors

WIDTH = 64
BITS = 16  # of a path: what two words share beyond says little


def write(table: Path, language: str, folder: Path) -> None:
    """Write a blank pipeline with the vectors, for `--initialize.vectors`."""
    pipeline = spacy.blank(language)
    rows = [line.split("\t") for line in gzip.decompress(table.read_bytes()).decode().splitlines()]
    directions: dict[tuple[int, str], np.ndarray] = {}
    source = np.random.default_rng(0)
    data = np.zeros((len(rows), WIDTH), "f")
    for row, (number, *_) in enumerate(rows):
        path = bin(int(number))[3:] or "0"
        whole = np.zeros(WIDTH)
        for length in range(1, min(len(path), BITS) + 1):
            key = (length, path[:length])
            if key not in directions:
                directions[key] = source.normal(size=WIDTH)
            whole += directions[key]
        data[row] = whole / (np.linalg.norm(whole) or 1)
    vectors = Vectors(data=data)
    for row, (_, words) in enumerate(rows):
        for word in words.split():
            vectors.add(pipeline.vocab.strings.add(word), row=row)
    pipeline.vocab.vectors = vectors
    pipeline.to_disk(folder)
