"""Picture bytes of strangers -> pixels within hard limits, its PDQ hash, and what its EXIF states; or the reason for refusal."""

import io
import warnings
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

MAX_PIXELS = 50_000_000
MAX_BYTES = 100 * 2**20
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF")
EXIF_TAKEN = 36867  # DateTimeOriginal, in the Exif directory
EXIF_DIRECTORY = 0x8769
SIDE = 64
KEPT = 16
SAME_BITS = 31  # of 256; the PDQ paper's working point: recall .93-1.0 for recompression
CANDIDATE_BITS = 60
QUALITY_MIN = 50  # the PDQ paper's advice: below, the hash says nothing, and all empty sheets are alike
QUALITY_STEPS = 90

Floats = NDArray[np.float64]


class BadPicture(ValueError):  # noqa: N818 - what is bad is the picture
    """The picture is refused; the message says why."""


class Picture(NamedTuple):
    """Size in pixels, luminance (rows x columns, 0-255), and the time that EXIF states (forgeable)."""

    width: int
    height: int
    luma: Floats
    taken: str | None


def decode(data: bytes) -> Picture:
    """Decode a picture: allowed formats only, at most 50 Mpx and 100 MB, the size checked before any pixel is.

    Raises:
        BadPicture: too large, not a picture, another format, truncated.
    """
    if len(data) > MAX_BYTES:
        raise BadPicture(f"{len(data):,} bytes, more than {MAX_BYTES:,}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of bombs below our own, stricter limit, and of odd EXIF
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                width, height = image.size
                if width * height > MAX_PIXELS:
                    raise BadPicture(f"{width} x {height} pixels, more than {MAX_PIXELS:,}: refused before decoding")
                taken = image.getexif().get_ifd(EXIF_DIRECTORY).get(EXIF_TAKEN)
                pixels = np.asarray(image.convert("RGB"), dtype=np.float64)
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            if isinstance(error, BadPicture):
                raise
            raise BadPicture(f"cannot be decoded as {', '.join(FORMATS)}: {error}") from error
    luma = pixels @ np.array([0.299, 0.587, 0.114])  # ITU-R BT.601
    return Picture(width, height, luma, taken if isinstance(taken, str) else None)


def blur(values: Floats, window: int) -> Floats:
    """Moving average along the last axis over `window` samples, the window cut at the borders."""
    count = values.shape[-1]
    half = (window + 2) // 2
    position = np.arange(count)
    begin = np.maximum(position + half - window, 0)
    end = np.minimum(position + half, count)
    total = np.concatenate([np.zeros((*values.shape[:-1], 1)), np.cumsum(values, axis=-1)], axis=-1)
    return np.asarray((total[..., end] - total[..., begin]) / (end - begin), dtype=np.float64)


def sample(picture: Picture) -> Floats:
    """The picture at 64 x 64: a Jarosz filter twice, then one value of each cell's middle."""
    luma = picture.luma
    for _ in range(2):
        luma = blur(luma, (picture.width + 2 * SIDE - 1) // (2 * SIDE))
        luma = blur(luma.T, (picture.height + 2 * SIDE - 1) // (2 * SIDE)).T
    rows = ((np.arange(SIDE) + 0.5) * picture.height / SIDE).astype(int)
    columns = ((np.arange(SIDE) + 0.5) * picture.width / SIDE).astype(int)
    return np.asarray(luma[np.ix_(rows, columns)], dtype=np.float64)


def quality(picture: Picture) -> int:
    """PDQ's measure of how much there is to hash, 0 to 100: steps between neighbours of the 64 x 64. An empty sheet has next to none."""
    small = sample(picture)
    steps = (np.abs(np.trunc(np.diff(small, axis=axis) * 100 / 255)).sum() for axis in (0, 1))
    return min(100, int(sum(steps) / QUALITY_STEPS))


def frequencies(picture: Picture) -> Floats:
    """The 16 x 16 low-frequency cosine coefficients of PDQ."""
    waves = np.sqrt(2 / SIDE) * np.cos(np.pi / (2 * SIDE) * np.outer(np.arange(1, KEPT + 1), 2 * np.arange(SIDE) + 1))
    return np.asarray(waves @ sample(picture) @ waves.T, dtype=np.float64)


def bits(coefficients: Floats) -> NDArray[np.bool_]:
    """256 bits: which coefficients lie above their (lower) median. Row-major, lowest frequency first."""
    median = np.sort(coefficients, axis=None)[coefficients.size // 2 - 1]
    return np.asarray((coefficients > median).ravel(), dtype=np.bool_)


def pdq(picture: Picture) -> NDArray[np.bool_]:
    """PDQ perceptual hash: 256 bits. Source: "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", Facebook, 2019."""
    return bits(frequencies(picture))


def turns(picture: Picture) -> NDArray[np.bool_]:
    """The hashes of the eight rotations and mirrorings (8 x 256), from one transform: mirroring flips the sign of odd frequencies."""
    plain = frequencies(picture)
    sign = np.where(np.arange(1, KEPT + 1) % 2 == 1, -1.0, 1.0)
    flips = [plain, plain * sign[:, None], plain * sign[None, :], plain * sign[:, None] * sign[None, :]]
    return np.array([bits(form) for flip in flips for form in (flip, flip.T)])


def hex_of(hash_bits: NDArray[np.bool_]) -> str:
    """A hash as 64 hex digits, highest bit first, as the reference prints it."""
    return np.packbits(hash_bits[::-1]).tobytes().hex()


def distance(left: NDArray[np.bool_], right: NDArray[np.bool_]) -> int:
    """Least number of differing bits between one hash and each row of the other."""
    return int(np.min(np.count_nonzero(np.atleast_2d(right) != left, axis=-1)))
