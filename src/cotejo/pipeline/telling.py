"""Alerts -> those who wait for them: standard output, a file of RSS, a webhook, letters. What a channel did not take is offered again."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from cotejo.case.agenda import Agenda
from cotejo.case.sources import WatchSettings
from cotejo.documents import mail
from cotejo.documents.addresses import Refusal
from cotejo.documents.exchange import Request, Transport
from cotejo.documents.mail import Relay
from cotejo.dossier.alerts import Alert
from cotejo.dossier.wording import Wording

RSS_ITEMS = 200  # alerts that the file holds
TAKEN = range(200, 300)


class Noted(msgspec.Struct, frozen=True):
    """An alert as the agenda keeps it."""

    id: str
    kind: str
    event: str
    headline: str
    origins: str
    why: tuple[str, ...]
    at: str
    case: str


class Secrets(NamedTuple):
    """What stands in the environment only."""

    webhook: str | None = None
    token: str | None = None
    smtp_user: str | None = None
    smtp_password: str | None = None

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "Secrets":
        """Read COTEJO_WEBHOOK, COTEJO_WEBHOOK_TOKEN, COTEJO_SMTP_USER, COTEJO_SMTP_PASSWORD."""
        names = ("COTEJO_WEBHOOK", "COTEJO_WEBHOOK_TOKEN", "COTEJO_SMTP_USER", "COTEJO_SMTP_PASSWORD")
        return cls(*(environment.get(name) or None for name in names))


class Channels(NamedTuple):
    """Whom to tell, through which door."""

    settings: WatchSettings
    secrets: Secrets
    transport: Transport
    folder: Path
    put: Callable[[str], None]
    inside: frozenset[str] = frozenset()


def keep(agenda: Agenda, alerts: Iterable[Alert], case: str, at: datetime) -> int:
    """Note alerts until every channel was told; give how many there are."""
    found = list(alerts)
    for alert in found:
        noted = Noted(
            alert.id, alert.kind, alert.event, " ".join(alert.headline.split()), alert.origins, alert.why, at.isoformat(timespec="seconds"), case
        )
        agenda.raise_alert(alert.id, msgspec.json.encode(noted).decode())
    return len(found)


def tell_all(agenda: Agenda, channels: Channels) -> list[Refusal]:
    """Offer each channel what it was not told yet; give what went wrong, without any secret."""
    problems: list[Refusal] = []
    for name, send in ways(channels):
        rows = [(key, msgspec.json.decode(body, type=Noted)) for key, body in agenda.untold(name)]
        if not rows:
            continue
        problem = send(agenda, sorted((noted for _, noted in rows), key=lambda noted: (noted.at, noted.kind, noted.id)))
        if problem:
            problems.append(problem)
        else:
            agenda.tell([key for key, _ in rows], name)
    return problems


Send = Callable[[Agenda, Sequence[Noted]], Refusal | None]


def ways(channels: Channels) -> list[tuple[str, Send]]:
    """The channels that are set."""
    settings, found = channels.settings, list[tuple[str, Send]]()
    found.append(("stdout", lambda _agenda, noted: print_lines(channels, noted)))
    if settings.rss:
        found.append(("rss", lambda agenda, _noted: write_rss(channels, agenda)))
    if channels.secrets.webhook or settings.webhook:
        found.append(("webhook", lambda _agenda, noted: post(channels, noted)))
    if settings.email_to and settings.smtp_host:
        found.append(("email", lambda _agenda, noted: write_letter(channels, noted)))
    return found


def print_lines(channels: Channels, noted: Sequence[Noted]) -> None:
    """One JSON object a line."""
    for one in noted:
        channels.put(msgspec.json.encode({"type": "alert", **msgspec.to_builtins(one)}).decode())


def write_rss(channels: Channels, agenda: Agenda) -> Refusal | None:
    """Write the latest alerts as RSS, all at once."""
    path = channels.folder / str(channels.settings.rss)
    if not path.resolve().is_relative_to(channels.folder.resolve()):
        return Refusal(str(channels.settings.rss), "outside", "the file of alerts lies inside the case's folder; name it so")
    kept = agenda.untold("nobody")
    every = sorted((msgspec.json.decode(body, type=Noted) for _, body in kept), key=lambda noted: (noted.at, noted.id), reverse=True)
    aside = path.with_name(f"{path.name}.unfinished")
    aside.write_text(rss(every[:RSS_ITEMS]), encoding="utf-8")
    aside.replace(path)
    return None


def rss(noted: Sequence[Noted]) -> str:
    """Alerts as RSS 2.0, newest first."""
    items = "".join(
        f"<item><title>{clean(title_of(one))}</title><guid isPermaLink='false'>{clean(one.id)}</guid><category>{clean(one.kind)}</category>"
        f"<pubDate>{format_datetime(datetime.fromisoformat(one.at))}</pubDate><description>{clean(body_of(one))}</description></item>\n"
        for one in noted
    )
    name = clean(noted[0].case if noted else "cotejo")
    return (
        "<?xml version='1.0' encoding='utf-8'?>\n<rss version='2.0'><channel><title>"
        f"{name}</title><description>Cotejo: {name}</description><link>https://github.com/cotejo-project/cotejo</link>\n{items}</channel></rss>\n"
    )


def clean(text: str) -> str:
    """Text for XML: escaped, without signs that XML cannot hold."""
    return escape(
        "".join(sign for sign in text if sign in "\t\n" or (sign >= " " and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff"))
    )


def title_of(noted: Noted) -> str:
    """One line on an alert."""
    return f"{Wording.load().pick('alerts', noted.kind)}: {noted.headline}"


def body_of(noted: Noted) -> str:
    """What an alert says."""
    return "\n".join([noted.origins, *noted.why, noted.event])


def post(channels: Channels, noted: Sequence[Noted]) -> Refusal | None:
    """Post alerts as JSON. An answer other than 2xx is a refusal that names the host only: the address may be a secret."""
    address = channels.secrets.webhook or channels.settings.webhook or ""
    host = urlsplit(address).hostname or "the webhook"
    headers = [("content-type", "application/json")]
    if channels.secrets.token:
        if not address.startswith("https://") and f"{host}:{urlsplit(address).port}" not in channels.inside:
            return Refusal(host, "insecure", "a token is sent over https only")
        headers.append(("authorization", f"Bearer {channels.secrets.token}"))
    lines = [f"{title_of(one)} ({one.origins})" for one in noted]
    body = msgspec.json.encode({"text": "\n".join(lines), "alerts": noted})
    got = channels.transport.fetch(Request(address, tuple(headers), "POST", body))
    if isinstance(got, Refusal):
        return Refusal(host, got.reason, "the webhook was not reached")
    return None if got.status in TAKEN else Refusal(host, f"http_{got.status}", "the webhook did not take the alerts")


def write_letter(channels: Channels, noted: Sequence[Noted]) -> Refusal | None:
    """Send one letter with all alerts of this round."""
    settings = channels.settings
    letter = EmailMessage()
    letter["From"] = settings.email_from or f"cotejo@{settings.smtp_host}"
    letter["To"] = ", ".join(settings.email_to)
    letter["Date"] = format_datetime(datetime.fromisoformat(noted[-1].at))
    letter["Message-ID"] = f"<{noted[0].id}@cotejo.invalid>"
    first = " ".join(title_of(noted[0]).split())[:150]
    letter["Subject"] = f"{noted[0].case}: {first}" + (f" (+{len(noted) - 1})" if len(noted) > 1 else "")
    letter.set_content("\n\n".join(f"{title_of(one)}\n{body_of(one)}" for one in noted) + "\n")
    relay = Relay(
        settings.smtp_host or "",
        settings.smtp_port,
        settings.smtp_security,
        channels.secrets.smtp_user,
        channels.secrets.smtp_password,
        channels.inside,
    )
    return mail.send(letter, relay)


def secrets() -> Secrets:
    """Secrets of this process's environment."""
    return Secrets.of(os.environ)
