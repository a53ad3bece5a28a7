"""Bytes of a robots.txt -> whether we may ask for an address, and how often (RFC 9309: groups by agent, the longest rule wins)."""

from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

AGENT = "cotejo"
MAX_BYTES = 500 * 1024  # RFC 9309: a crawler reads at least the first 500 KiB
MAX_DELAY_S = 120.0  # a longer Crawl-delay is taken as this: such a host is asked once in two minutes
SAFE = "/%:@!$&'()*+,;=~-._?"


class Rule(NamedTuple):
    """One line: a path pattern, and whether it allows."""

    pattern: str
    allows: bool


class Robots(NamedTuple):
    """What a host asks of us."""

    rules: tuple[Rule, ...] = ()
    delay_s: float = 0.0
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: str) -> bool:
        """Whether an address may be asked: the longest matching rule decides, an allowing one among equals."""
        parts = urlsplit(url)
        path = canonical((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        if path == "/robots.txt":
            return True
        hits = [(len(rule.pattern), rule.allows) for rule in self.rules if matches(rule.pattern, path)]
        return max(hits)[1] if hits else True


NONE = Robots()  # no robots.txt: all may be asked
ALL = Robots((Rule("/", allows=False),))  # the host cannot say: nothing may be asked for now


def read_robots(data: bytes) -> Robots:
    """Read a robots.txt: the groups that name us, or else those for all."""
    groups: dict[str, list[Rule]] = {}
    delays: dict[str, float] = {}
    sitemaps: list[str] = []
    agents: list[str] = []
    open_group = False
    for line in data[:MAX_BYTES].decode("utf-8-sig", "replace").splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        key, value = name.strip().lower(), value.strip()
        if key == "user-agent":
            agents = [*agents, value.lower()] if open_group else [value.lower()]
            open_group = True
            for agent in agents:
                groups.setdefault(agent, [])
        elif key in {"allow", "disallow"}:
            open_group = False
            for agent in agents if value else ():
                groups[agent].append(Rule(canonical(value), key == "allow"))
        elif key == "crawl-delay":
            open_group = False
            delays |= dict.fromkeys(agents, seconds(value))
        elif key == "sitemap":
            sitemaps.append(value)
    ours = AGENT if AGENT in groups else "*"
    return Robots(tuple(groups.get(ours, ())), delays.get(ours, 0.0), tuple(sitemaps))


def seconds(value: str) -> float:
    """A Crawl-delay in seconds; 0 for what is no number."""
    try:
        number = float(value)
    except ValueError:
        return 0.0
    return min(max(number, 0.0), MAX_DELAY_S) if number == number else 0.0  # noqa: PLR0124 - not a number is unequal to itself


def canonical(path: str) -> str:
    """A path with its signs encoded in one way."""
    return quote(unquote(path), safe=SAFE)


def matches(pattern: str, path: str) -> bool:
    """Whether a pattern (`*` any signs, a final `$` the end) fits the beginning of a path; in linear time."""
    ends = pattern.endswith("$")
    pieces = pattern.removesuffix("$").split("*")
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for piece in pieces[1:]:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if not ends or at == len(path):
        return True
    return len(pieces) > 1 and path.endswith(pieces[-1]) and len(path) - len(pieces[-1]) >= at - len(pieces[-1])
