"""Pictures: refusal, PDQ, turns."""

import io
import struct
import zlib

import numpy as np
import pytest
from eval.shared import ABSENT, SHARED
from PIL import Image

from cotejo.evidence.pictures import SAME_BITS, BadPicture, decode, distance, hex_of, pdq, turns

BRIDGE = SHARED / "data" / "evidence" / "images_pdq" / "pdq" / "data" / "reg-test-input" / "dih"


def scene(seed: int, grid: tuple[int, int] = (12, 16)) -> Image.Image:
    noise = np.random.default_rng(seed).integers(0, 255, (*grid, 3), dtype=np.uint8)
    return Image.fromarray(noise).resize((640, 480), Image.Resampling.BICUBIC)


def jpeg(image: Image.Image, quality: int = 90) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def test_recompression_and_shrinking_keep_the_hash_near() -> None:
    original = pdq(decode(jpeg(scene(1))))
    assert distance(original, pdq(decode(jpeg(scene(1), 30)))) <= SAME_BITS
    assert distance(original, pdq(decode(jpeg(scene(1).resize((200, 150)))))) <= SAME_BITS
    assert distance(original, pdq(decode(jpeg(scene(2))))) > 31


@pytest.mark.parametrize("turn", list(Image.Transpose))
def test_every_turn_is_among_the_eight(turn: Image.Transpose) -> None:
    assert distance(pdq(decode(jpeg(scene(3, (6, 8)).transpose(turn)))), turns(decode(jpeg(scene(3, (6, 8)))))) <= SAME_BITS


def bomb() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (bomb(), "refused|bomb"),
        (jpeg(scene(1))[:2000], "cannot be decoded"),
        (b"not a picture", "cannot be decoded"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "cannot be decoded"),
    ],
)
def test_hostile_or_broken_pictures_are_refused(data: bytes, seen: str) -> None:
    with pytest.raises(BadPicture, match=seen):
        decode(data)


@pytest.mark.skipif(not BRIDGE.exists(), reason=ABSENT)
def test_the_hash_is_the_reference_hash_bit_for_bit() -> None:
    # the reference implementation's published example for this very file
    expected = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"
    assert hex_of(pdq(decode((BRIDGE / "bridge-1-original.jpg").read_bytes()))) == expected


@pytest.mark.skipif(not BRIDGE.exists(), reason=ABSENT)
def test_the_reference_turns_are_found() -> None:
    original = turns(decode((BRIDGE / "bridge-1-original.jpg").read_bytes()))
    for file in sorted(BRIDGE.glob("*.jpg")):
        assert distance(pdq(decode(file.read_bytes())), original) <= 8, file.name
