"""A film's bytes -> its key frames, decoded inside a cell (`python -m cotejo.evidence.filmed`). Needs the extra `media`.

A key frame is the first that has anything in it, one of each new scene (its hash is far from that of the frame kept last), and one every half
minute where nothing changes. One cell a film: OpenCV's reader of bytes may not be closed, so the process ends with it.
"""

import io
import os
from importlib.util import find_spec
from typing import Any

import msgspec
import numpy as np

from cotejo.evidence.inmate import serve
from cotejo.evidence.pictures import CANDIDATE_BITS, MAX_PIXELS, QUALITY_MIN, Picture, distance, pdq, quality

STEP_S = 0.5  # a scene shorter than that is missed
STILL_S = 30.0
MOST = 40  # frames of one film; of more every other one is left out, again and again: a long film is told by those that stay
LONGEST_S = 2 * 3600.0
HASHED_PX = 512  # of the longer side: the hash itself looks at 64 x 64
SHOWN_PX = 1280
JPEG_QUALITY = 92


class BadFilm(ValueError):  # noqa: N818 - what is bad is the film
    """The film is refused; the message says why."""


class Frame(msgspec.Struct, frozen=True):
    """A frame as JPEG: its moment from the film's begin, and by how many bits it differs from the key frame before it (none for the first)."""

    moment_s: float
    jpeg: bytes
    changed_bits: int | None


class Told(msgspec.Struct, frozen=True):
    """Key frames in their order; how long the film is as far as it was read, and whether that is all of it."""

    frames: tuple[Frame, ...]
    seconds: float
    whole: bool


def is_there() -> bool:
    """Whether the extra `media` is installed."""
    return find_spec("cv2") is not None


def open_film(data: bytes) -> bytes:
    """Decode a film frame by frame and keep its key frames.

    Raises:
        BadFilm: not a film that can be decoded, frames of more than 50 Mpx, none with anything in it.
    """
    import cv2  # noqa: PLC0415 - an extra

    try:
        film: Any = cv2.VideoCapture(io.BytesIO(data), cv2.CAP_FFMPEG, [cv2.CAP_PROP_N_THREADS, 1])  # type: ignore[call-overload]  # its stubs ask for more
    except (TypeError, cv2.error) as error:
        raise BadFilm("this OpenCV reads no film from memory; it takes 4.11 or newer") from error
    OPEN.append(film)
    if not film.isOpened():
        raise BadFilm("it cannot be decoded as a film")
    if film.get(cv2.CAP_PROP_FRAME_WIDTH) * film.get(cv2.CAP_PROP_FRAME_HEIGHT) > MAX_PIXELS:
        raise BadFilm(f"frames of more than {MAX_PIXELS:,} pixels")
    keeper, moment, due = Keeper(), 0.0, 0.0
    while moment <= LONGEST_S and film.grab():
        moment = float(film.get(cv2.CAP_PROP_POS_MSEC)) / 1000
        if moment >= due:
            read, pixels = film.retrieve()
            due = moment + STEP_S
            if read:
                keeper.look(moment, pixels)
    if not keeper.frames:
        raise BadFilm("no frame with anything in it could be decoded")
    return msgspec.msgpack.encode(Told(tuple(keeper.frames), round(moment, 3), moment <= LONGEST_S))


OPEN: list[Any] = []  # readers of bytes: OpenCV 5.0 crashes where one is closed, so all stay open until the process ends


class Keeper:
    """The key frames so far."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.hashes: list[Any] = []

    def look(self, moment: float, pixels: Any) -> None:  # noqa: ANN401 - OpenCV's own arrays
        """Keep a frame if it shows a new scene, or nothing was kept for long."""
        small = shrink(pixels, HASHED_PX)
        luma = small.astype(np.float64) @ np.array([0.114, 0.587, 0.299])  # OpenCV's order: blue, green, red
        picture = Picture(luma.shape[1], luma.shape[0], luma, None)
        if quality(picture) < QUALITY_MIN:
            return
        plain = pdq(picture)
        bits = distance(plain, self.hashes[-1]) if self.hashes else None
        if bits is None or bits > CANDIDATE_BITS or moment - self.frames[-1].moment_s >= STILL_S:
            self.frames.append(Frame(round(moment, 3), encode(shrink(pixels, SHOWN_PX)), bits))
            self.hashes.append(plain)
            if len(self.frames) > 2 * MOST:
                del self.frames[1::2], self.hashes[1::2]


def shrink(pixels: Any, side: int) -> Any:  # noqa: ANN401 - as above
    """A frame with its longer side at most so long."""
    import cv2  # noqa: PLC0415 - an extra

    height, width = pixels.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return pixels
    return cv2.resize(pixels, (max(1, round(width * scale)), max(1, round(height * scale))), interpolation=cv2.INTER_AREA)


def encode(pixels: Any) -> bytes:  # noqa: ANN401 - as above
    """A frame as JPEG."""
    import cv2  # noqa: PLC0415 - an extra

    written, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return bytes(data.tobytes()) if written else b""


if __name__ == "__main__":
    import cv2

    cv2.setNumThreads(1)
    encode(shrink(np.zeros((8, 8, 3), dtype=np.uint8), 4))  # what it loads late is loaded before the cell is locked
    serve(open_film, BadFilm, ())
    os._exit(0)  # see OPEN
