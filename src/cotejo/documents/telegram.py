"""A Telegram export (`result.json` of the desktop program) -> a document per message: channel, author, time, links, pictures, from whom forwarded."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

import msgspec

from cotejo.documents.found import Found, Place, leave
from cotejo.records.abstention import Abstention

MADE_BY = "documents.telegram@1"
MEDIA_TYPE = "application/x-telegram-export+json"
HEAD_BYTES = 4096
MEDIA = ("photo", "file", "thumbnail")
LINKS = {"link", "text_link"}


def knows(file: Found) -> bool:
    """Whether a file is such an export: an object with `messages`, or with `chats`."""
    if file.media_type != "application/json":
        return False
    if file.data[:HEAD_BYTES].lstrip()[:1] != b"{" or b'"messages"' not in file.data:
        return False
    try:
        body = msgspec.json.decode(file.data, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return PurePosixPath(file.locator).name == "result.json"  # cut off: its reader says so
    chats = body.get("chats")
    return isinstance(body.get("messages"), list) or (isinstance(chats, dict) and isinstance(chats.get("list"), list))


def rows(file: Found) -> Iterator[Found | Abstention]:
    """Yield a document for each message. Leaves out: not_json, no_export, service (a pinned message, a call), no_text, bad_row."""
    try:
        body: Any = msgspec.json.decode(file.data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        yield leave(file.locator, "not_json", f"{file.locator}: the export was cut off or damaged: {error}; export it again")
        return
    chats = body.get("chats")
    listed = chats.get("list") if isinstance(chats, dict) else [body]
    if not isinstance(listed, list):
        yield leave(file.locator, "no_export", f"{file.locator}: it has no list of chats")
        return
    number = 0
    place = Place(file, MADE_BY)
    for chat in listed:
        messages = chat.get("messages") if isinstance(chat, dict) else None
        for message in messages if isinstance(messages, list) else ():
            number += 1
            yield read_message(place, number, chat, message)


def read_message(place: Place, number: int, chat: dict[str, Any], message: object) -> Found | Abstention:
    """Read one message."""
    if not isinstance(message, dict) or not isinstance(message.get("id"), int):
        return place.leave(number, "bad_row", "it is no message with an id")
    if message.get("type") != "message":
        return place.leave(number, "service", f"a service message ({str(message.get('action') or message.get('type'))[:60]})")
    try:
        text, links = read_text(message.get("text"), message.get("text_entities"))
        at = read_time(message)
    except ValueError as error:
        return place.leave(number, "bad_row", str(error))
    media = tuple((str(message[name]), path) for name in MEDIA[:2] if (path := place.beside(str(message.get(name) or ""))))
    if not text.strip():
        what = "its picture or file is archived where it lies beside the export" if media else "nothing but a picture or file that was not exported"
        return place.leave(number, "no_text", f"it has no text: {what}")
    channel = name_of(chat.get("name"))
    body = {
        "id": f"{chat.get('id', channel)}/{message['id']}", "outlet": channel, "byline": name_of(message.get("from")), "published": at, "text": text,
        "links": links, "media": [written for written, _ in media], "forwarded_from": name_of(message.get("forwarded_from")),
    }  # fmt: skip
    return place.row(number, f"telegram:{chat.get('id', channel)}/{message['id']}", body, media)


def name_of(value: object) -> str | None:
    """A name as written; an account that is gone has none."""
    return value if isinstance(value, str) and value.strip() else None


def read_text(text: object, entities: object) -> tuple[str, list[str]]:
    """Join a text that is a string or a list of pieces; collect its links.

    Raises:
        ValueError: it is neither.
    """
    pieces = [text] if isinstance(text, str) else text if isinstance(text, list) else None
    if pieces is None:
        raise ValueError(f"its text is {type(text).__name__}, not a string or a list")
    said: list[str] = []
    marked = [one for one in (*pieces, *(entities if isinstance(entities, list) else ())) if isinstance(one, dict) and one.get("type") in LINKS]
    links = [str(one.get("href") or one.get("text")) for one in marked]
    for piece in pieces:
        written = piece if isinstance(piece, str) else piece.get("text") if isinstance(piece, dict) else None
        if not isinstance(written, str):
            raise ValueError("a piece of its text is no text")  # noqa: TRY004 - it is the file's value that is wrong
        said.append(written)
    return "".join(said), [link for link in dict.fromkeys(links) if link.startswith(("http://", "https://"))]


def read_time(message: dict[str, Any]) -> str | None:
    """When it was sent: the number of seconds (UTC) before the date, which is in the exporter's own zone.

    Raises:
        ValueError: it is no time.
    """
    seconds = str(message.get("date_unixtime") or "")
    if seconds.isdecimal() and len(seconds) < 12:  # noqa: PLR2004 - until the year 5138
        return datetime.fromtimestamp(int(seconds), UTC).isoformat()
    written = message.get("date")
    return datetime.fromisoformat(written).isoformat() if isinstance(written, str) else None
