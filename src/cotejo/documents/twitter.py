"""The archive of an X (Twitter) account (`data/tweets.js`) -> a document per post: account, time, links, pictures, whom it passes on."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from cotejo.documents.found import Found, Place, leave
from cotejo.records.abstention import Abstention

MADE_BY = "documents.twitter@1"
MEDIA_TYPE = "application/x-twitter-archive"
PREFIX = re.compile(rb"\s{0,99}window\.YTD\.(\w{1,40})\.part(\d{1,6})\s{0,9}=\s{0,9}")
POSTS = {b"tweets", b"tweet", b"note_tweet", b"community_tweet"}
PASSED_ON = re.compile(r"RT @(\w{1,20}):")
ACCOUNT = "account.js"
WRITTEN = "%a %b %d %H:%M:%S %z %Y"


def knows(file: Found) -> bool:
    """Whether a file is a part of such an archive."""
    return bool(PREFIX.match(file.data[:200]))


def rows(file: Found) -> Iterator[Found | Abstention]:
    """Yield a document for each post. Leaves out: not_json, no_posts (a part that holds none), no_text, bad_row."""
    found = PREFIX.match(file.data[:200])
    if found is None or found[1] not in POSTS:
        part = found[1].decode() if found else "?"
        yield leave(file.locator, "no_posts", f"{file.locator}: this part of the archive ({part}) holds no posts; nothing of it is read")
        return
    body = decode(file.data[found.end() :])
    if not isinstance(body, list):
        yield leave(file.locator, "not_json", f"{file.locator}: the archive was cut off or damaged; download it again")
        return
    place = Place(file, MADE_BY)
    account = read_account(place)
    for number, row in enumerate(body, start=1):
        post = row.get("tweet", row) if isinstance(row, dict) else None
        yield read_post(place, number, post, account)


def decode(data: bytes) -> Any:  # noqa: ANN401 - JSON
    """Decode JSON; None where it is none."""
    try:
        return msgspec.json.decode(data.rstrip(b" \r\n\t;"))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def read_account(place: Place) -> str | None:
    """The account's handle, from `account.js` beside the posts."""
    path = place.beside(ACCOUNT)
    data = path.read_bytes() if path else b""
    found = PREFIX.match(data[:200])
    body = decode(data[found.end() :]) if found else None
    first = body[0].get("account") if isinstance(body, list) and body and isinstance(body[0], dict) else None
    name = first.get("username") if isinstance(first, dict) else None
    return f"@{name}" if isinstance(name, str) and name else None


def read_post(place: Place, number: int, post: object, account: str | None) -> Found | Abstention:
    """Read one post."""
    if not isinstance(post, dict) or not str(post.get("id_str") or post.get("id") or "").isdecimal():
        return place.leave(number, "bad_row", "it is no post with an id")
    name = str(post.get("id_str") or post["id"])
    text = post.get("full_text") or post.get("text")
    if not isinstance(text, str) or not text.strip():
        return place.leave(number, "no_text", "it has no text")
    try:
        at = datetime.strptime(str(post.get("created_at")), WRITTEN).astimezone(UTC).isoformat()
    except ValueError:
        return place.leave(number, "bad_row", f"its time is {str(post.get('created_at'))[:40]!r}")
    passed = PASSED_ON.match(text)
    media = tuple(find_media(place, name, post))
    body = {
        "id": name, "url": f"https://x.com/{account[1:]}/status/{name}" if account else None, "outlet": account, "published": at, "text": text,
        "links": links_of(post), "media": [written for written, _ in media], "forwarded_from": f"@{passed[1]}" if passed else None,
    }  # fmt: skip
    return place.row(number, f"twitter:{name}", body, media)


def links_of(post: dict[str, Any]) -> list[str]:
    """Addresses that a post shows, at full length."""
    entities = post.get("entities")
    urls = entities.get("urls") if isinstance(entities, dict) else None
    found = [str(one.get("expanded_url") or one.get("url") or "") for one in urls if isinstance(one, dict)] if isinstance(urls, list) else []
    return [link for link in dict.fromkeys(found) if link.startswith(("http://", "https://"))]


def find_media(place: Place, name: str, post: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Pictures of a post, as the archive keeps them: `tweets_media/ID-FILE`."""
    entities = post.get("extended_entities") or post.get("entities")
    listed = entities.get("media") if isinstance(entities, dict) else None
    for one in listed if isinstance(listed, list) else ():
        written = str(one.get("media_url_https") or one.get("media_url") or "") if isinstance(one, dict) else ""
        path = place.beside(f"tweets_media/{name}-{written.rpartition('/')[2]}")
        if path:
            yield f"tweets_media/{path.name}", path
