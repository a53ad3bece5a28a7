"""Files that a collector found -> the same, each film followed by its key frames: pictures of the archive, taken out of it at a stated moment."""

from collections.abc import Iterable, Iterator

from cotejo.documents.found import Found, leave
from cotejo.evidence.films import MADE_BY, key_frames
from cotejo.evidence.reuse import MOMENT
from cotejo.records.abstention import Abstention

FILM = "video/"


def with_frames(stream: Iterable[Found | Abstention]) -> Iterator[Found | Abstention]:
    """Give each file, and after a film its key frames; the address of a frame is the film's with the moment, as in W3C media fragments.

    Abstains (subject = locator of the film): no_frames, with the reason. The film itself is archived all the same.
    """
    for one in stream:
        yield one
        if isinstance(one, Found) and one.media_type.startswith(FILM):
            told = key_frames(one.data)
            if isinstance(told, str):
                yield leave(one.locator, "no_frames", f"{one.locator}: {told}")
                continue
            for frame in told.frames:
                moment = f"{MOMENT}{frame.moment_s:.3f}"
                yield Found(
                    one.path / moment, f"{one.locator}{moment}", frame.jpeg, "image/jpeg", f"{one.url}{moment}", inside=one.url, made_by=MADE_BY
                )
