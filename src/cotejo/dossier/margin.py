"""What persons wrote into the margin of a dossier: why a sentence is stale, and who answered what to a claim."""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec


class Reply(msgspec.Struct, frozen=True):
    """What somebody who is named in a claim answered to it: word for word, and who, how and when."""

    claim: str
    text: str
    who: str
    by: str
    at: str


class Margin(NamedTuple):
    """What a page prints beside sentences and claims."""

    stale: Mapping[str, tuple[str, ...]] = {}  # reasons in words, by a statement's id
    replies: Mapping[str, tuple[Reply, ...]] = {}  # by claim
