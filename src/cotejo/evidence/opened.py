"""One picture's bytes -> all that the checks need of it, worked out inside a cell (`python -m cotejo.evidence.opened`)."""

import io
from collections.abc import Iterator
from importlib import import_module

import msgspec
import numpy as np
from PIL import Image

from cotejo.evidence.features import Features, describe, is_there
from cotejo.evidence.inmate import serve
from cotejo.evidence.metadata import Stated, read_metadata
from cotejo.evidence.pictures import FORMATS, BadPicture, decode, pdq, quality, turns

XMP_SAMPLE = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"


class Opened(msgspec.Struct, frozen=True):
    """Size in pixels, PDQ hash (32 bytes) and those of its eight turns (8 x 32), what the metadata state, and local features if asked for."""

    width: int
    height: int
    plain: bytes
    turned: bytes
    stated: Stated
    quality: int = 100  # of the hash
    features: Features | None = None
    mirrored: Features | None = None


def open_picture(data: bytes) -> bytes:
    """Decode, hash and describe; the first byte asks for features.

    Raises:
        BadPicture: refused, with the reason.
    """
    if data.endswith(XMP_SAMPLE):
        read_metadata(data)
    asked, data = data[:1] == b"\1" and is_there(), data[1:]
    picture = decode(data)
    plain, turned = np.packbits(pdq(picture)).tobytes(), np.packbits(turns(picture), axis=1).tobytes()
    features = describe(picture.luma) if asked else None
    mirrored = describe(picture.luma[:, ::-1]) if asked else None
    return msgspec.msgpack.encode(Opened(picture.width, picture.height, plain, turned, read_metadata(data), quality(picture), features, mirrored))


def samples() -> Iterator[bytes]:
    """A small picture of each format, for what Pillow and the others load late."""
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 255, (64, 64, 3), dtype=np.uint8))
    for form in FORMATS:
        stream = io.BytesIO()
        noise.save(stream, form)
        yield b"\1" + stream.getvalue()
    yield b"\1" + XMP_SAMPLE


if __name__ == "__main__":
    if is_there():
        import_module("cv2").setNumThreads(1)  # before the cell is locked: it changes the environment as it loads
    serve(open_picture, BadPicture, samples())
