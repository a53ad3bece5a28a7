"""A document's outlet -> the group that owns or steers it, by the editable table of outlets; None for one that is not in it."""

from functools import cache

from cotejo.events.identities import keys_of_name, site_of
from cotejo.lexicon.load import table
from cotejo.records.document import Document
from cotejo.text.patterns import listed


@cache
def groups_by_name() -> dict[str, str]:
    """Groups by every key of an outlet's names and by its hosts, as `lexicon/tables/outlets.toml` has them."""
    found: dict[str, str] = {}
    for row in table("outlets")["outlets"].values():
        if "group" in row:
            names = [key for name in listed(row["names"]) for key in sorted(keys_of_name(name)) if not key.startswith("~")]
            found |= dict.fromkeys([*names, *(f"host:{host}" for host in row.get("hosts", ()))], row["group"])
    return found


def group_of(document: Document) -> str | None:
    """Name the group of a document's outlet: by its host, which nobody else has, else by its name as written."""
    groups, host = groups_by_name(), site_of(document.url)
    parts = (host or "").split(".")
    by_host = next((groups[key] for cut in range(len(parts)) if (key := f"host:{'.'.join(parts[cut:])}") in groups), None)
    if by_host or not document.outlet:
        return by_host
    return next((groups[key] for key in sorted(keys_of_name(document.outlet)) if key in groups), None)
