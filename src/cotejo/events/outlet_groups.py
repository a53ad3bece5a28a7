"""A document's outlet -> the group that owns or steers it: by the table that ships, and by the case's own rows, which come first."""

from collections.abc import Mapping, Sequence
from functools import cache

import msgspec

from cotejo.events.identities import keys_of_name, site_of
from cotejo.lexicon.load import table
from cotejo.records.document import Document
from cotejo.text.patterns import listed


class Owners(msgspec.Struct, frozen=True):
    """Groups by outlets' names (as spelt, folded) and by `host:` keys; None = said to be on its own."""

    groups: Mapping[str, str | None]

    @classmethod
    def of(cls, added: Mapping[str, Sequence[str]], independent: Sequence[str] = ()) -> "Owners":
        """Put a case's groups, and the outlets that it holds to be on their own, over the table that ships.

        An outlet is given by its name or its host; what looks like both is taken for both.
        """
        rows: dict[str, str | None] = dict(shipped())
        for group, outlets in sorted(added.items()):
            rows |= {key: group for outlet in outlets for key in keys_of(outlet)}
        rows |= {key: None for outlet in independent for key in keys_of(outlet)}
        return cls(rows)

    def group_of(self, document: Document) -> str | None:
        """Name the group of a document's outlet: by its host, which nobody else has, else by its name as written; None for one that is in none."""
        parts = (site_of(document.url) or "").split(".")
        hosts = [f"host:{'.'.join(parts[cut:])}" for cut in range(len(parts))]
        names = sorted(keys_of_name(document.outlet)) if document.outlet else []
        return next((self.groups[key] for key in (*hosts, *names) if key in self.groups), None)


def keys_of(outlet: str) -> list[str]:
    """Keys of an outlet as a person writes it: its host where it has a dot and no blank, its name as spelt."""
    host = [f"host:{outlet.lower().removeprefix('www.')}"] if "." in outlet and " " not in outlet else []
    return [*host, *(key for key in sorted(keys_of_name(outlet)) if not key.startswith("~"))]


@cache
def shipped() -> dict[str, str]:
    """Groups by every key of an outlet's names and by its hosts, as `lexicon/tables/outlets.toml` has them."""
    found: dict[str, str] = {}
    for row in table("outlets")["outlets"].values():
        if "group" in row:
            names = [key for name in listed(row["names"]) for key in sorted(keys_of_name(name)) if not key.startswith("~")]
            found |= dict.fromkeys([*names, *(f"host:{host}" for host in row.get("hosts", ()))], row["group"])
    return found
