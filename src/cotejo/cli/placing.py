"""gazetteer: a dump of places -> a file of places of the user's own."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator

from cotejo.cli.codes import DONE
from cotejo.cli.talk import say
from cotejo.errors import UsageError
from cotejo.lexicon import gazetteer as places
from cotejo.lexicon.dump_geonames import read_geonames
from cotejo.lexicon.dump_osm import read_osm
from cotejo.lexicon.dump_wikidata import read_wikidata
from cotejo.lexicon.dumps import Spot, named
from cotejo.lexicon.load import table
from cotejo.text.folding import fold

SHOWN = 8  # reasons for leaving rows out


def gazetteer(asked: Namespace) -> int:
    """Import, and say how many places came in and what was left out."""
    country = asked.country.upper() if asked.country else None
    if country and country not in table("states"):
        raise UsageError(f"{asked.country!r} is no ISO 3166-1 code of a state, like ML or VE")
    left: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    places.write(asked.output, (named(spot) for spot in counted(spots(asked, left, country), taken)), fold)
    for kind, number in sorted(taken.items()):
        say(f"{number:,} {kind}")
    for reason, number in sorted(left.items(), key=lambda one: (-one[1], one[0]))[:SHOWN]:
        say(f"left out, {reason}: {number:,}")
    if len(left) > SHOWN:
        say(f"left out for {len(left) - SHOWN} other reasons: {sum(left.values()) - sum(number for _, number in left.most_common(SHOWN)):,}")
    say(f"{asked.output}: {sum(taken.values()):,} places; set COTEJO_GAZETTEER={asked.output} to read with them")
    return DONE


def spots(asked: Namespace, left: Counter[str], country: str | None) -> Iterator[Spot]:
    """Places of the dump."""
    if asked.origin == "geonames":
        return read_geonames(asked.dump, left)
    return read_wikidata(asked.dump, left) if asked.origin == "wikidata" else read_osm(asked.dump, left, country)


def counted(found: Iterator[Spot], taken: Counter[str]) -> Iterator[Spot]:
    """The same places, counted by kind."""
    for spot in found:
        taken[spot.kind] += 1
        yield spot
