"""`[collect]`, `[[sources]]` and `[watch]` of `cotejo.toml`: what is collected, how politely, who is told. Secrets stand in the environment."""

from datetime import date
from fnmatch import fnmatchcase
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from cotejo.errors import SettingsError


class CollectSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[collect]`: unit and reason stand at each field."""

    # seconds between two requests to one host; a Crawl-delay that is longer wins
    host_interval_s: Annotated[float, Meta(ge=0)] = 2.0
    # pages asked at once, each of another host
    workers: Annotated[int, Meta(ge=1, le=64)] = 4
    # pages that one collection asks for; the rest waits for the next
    max_pages: Annotated[int, Meta(ge=1)] = 1000
    # tries of a page that does not answer (each later than the one before) until it is rejected
    tries: Annotated[int, Meta(ge=1)] = 5
    # MiB of one page
    max_mib: Annotated[int, Meta(ge=1, le=2048)] = 32
    # pictures of its own content that are asked for with a page, each under the same rules; 0: none
    pictures: Annotated[int, Meta(ge=0, le=20)] = 3
    # MiB of one picture
    picture_mib: Annotated[int, Meta(ge=1, le=256)] = 8
    # seconds for one page, redirects included
    max_s: Annotated[float, Meta(gt=0)] = 60.0


class SourceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of `[[sources]]`: where lists of pages are found."""

    name: Annotated[str, Meta(min_length=1)]
    # feed: RSS, Atom, RDF; sitemap: a sitemap or an index of them; page: the links of a section's front page; article: this one page
    kind: Literal["feed", "sitemap", "page", "article"]
    url: Annotated[str, Meta(min_length=1)]
    # minutes between two looks of `cotejo watch`
    every_min: Annotated[float, Meta(gt=0)] = 30.0
    # only addresses that fit one of these patterns (* any signs, ? one sign); empty: all
    match: tuple[str, ...] = ()
    # but none of these
    skip: tuple[str, ...] = ()
    # only pages that the list dates on or after this day (those without a date are taken)
    since: date | None = None
    # hours after which a page that was archived is asked for again, while the list names it; 0: never
    revisit_h: Annotated[float, Meta(ge=0)] = 0.0

    def wants(self, url: str, dated: str | None) -> bool:
        """Whether a listed page is one of those that this source is for."""
        if self.match and not any(fnmatchcase(url, pattern) for pattern in self.match):
            return False
        if any(fnmatchcase(url, pattern) for pattern in self.skip):
            return False
        return not (self.since and dated and dated[:10] < self.since.isoformat())


class WatchSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[watch]`: who is told of what changed. Standard output always is."""

    # a file, relative to the case, that holds the alerts as RSS
    rss: str | None = None
    # an address that each round's alerts are posted to as JSON; a secret address stands in COTEJO_WEBHOOK instead
    webhook: str | None = None
    email_to: tuple[str, ...] = ()
    email_from: str | None = None
    smtp_host: str | None = None
    smtp_port: Annotated[int, Meta(ge=1, le=65535)] = 587
    # tls: from the first byte (465); starttls: as soon as the server answers; none: a relay on this machine only
    smtp_security: Literal["tls", "starttls", "none"] = "starttls"


def check_sources(sources: tuple[SourceSettings, ...], where: str) -> None:
    """Refuse two sources of one name.

    Raises:
        SettingsError: naming it.
    """
    names = [source.name for source in sources]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SettingsError(f"{where}: two sources are called {', '.join(twice)}; give each its own name.")


def check_watch(watch: WatchSettings, where: str) -> None:
    """Refuse settings of e-mail by which no letter would ever go out.

    Raises:
        SettingsError: naming what is missing.
    """
    if watch.email_to and not watch.smtp_host:
        raise SettingsError(f'{where}: [watch] has email_to and no smtp_host, so no letter would go out; add smtp_host = "mail.example.org".')
    if watch.smtp_host and not watch.email_to:
        raise SettingsError(f'{where}: [watch] has smtp_host and no email_to, so nobody would be written to; add email_to = ["desk@example.org"].')
