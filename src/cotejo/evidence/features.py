"""Luminance -> local features (RootSIFT); two pictures' features -> the region that they share, or none. Needs the extra `media`.

PDQ looks at a picture as a whole: a crop or a screenshot of a post is another picture to it. Local features find the part. Sources: D. Lowe,
"Distinctive image features from scale-invariant keypoints", 2004; R. Arandjelovic and A. Zisserman, "Three things everyone should know to improve
object retrieval", 2012 (the root); M. Fischler and R. Bolles, "Random sample consensus", 1981.
"""

from importlib.util import find_spec
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

SIDE_MAX = 800  # pixels of the longer side that features are read at
POINTS = 1000
LENGTH = 128
RATIO = 0.8  # Lowe's: the nearest must be so much nearer than the next
REACH_PX = 6.0  # how far a point may lie from where the others' movement puts it
LEAST = 24  # points that move together: edits of real photos share 55 or more, the text of two posts of one channel up to 14
BLOCK_PX = 32
PLAIN = 0.55  # share of a block within 3 grey levels of one: above, it is paper, sky or a screen's surface. .7 lets the frames of posts through
NEAR_LEVELS = 3
SPREAD = 0.02  # of the smaller picture's area: a logo or a caption in a corner is no shared picture

Floats = NDArray[np.float32]


class Features(msgspec.Struct, frozen=True):
    """Points (x, y as shares of width and height) and their RootSIFT descriptors, as little-endian float16 bytes."""

    points: bytes
    roots: bytes
    ratio: float  # width by height


class Shared(NamedTuple):
    """What two pictures share: points that move together, and the box of them in each as shares of width and height (left, top, right, bottom)."""

    points: int
    left: tuple[float, float, float, float]
    right: tuple[float, float, float, float]


def is_there() -> bool:
    """Whether the extra `media` is installed."""
    return find_spec("cv2") is not None


def describe(luma: NDArray[np.float64]) -> Features:
    """Find at most a thousand points outside plain blocks and describe them: buttons, text and other furniture of a screen are no picture."""
    import cv2  # noqa: PLC0415 - an extra

    height, width = luma.shape
    scale = min(1.0, SIDE_MAX / max(height, width))
    grey = np.clip(luma, 0, 255).astype(np.uint8)
    if scale < 1:
        size = max(1, round(width * scale)), max(1, round(height * scale))
        grey = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    found, raw = cv2.SIFT.create(nfeatures=POINTS).detectAndCompute(np.ascontiguousarray(grey), lively(grey))
    if raw is None:
        return Features(b"", b"", width / height)
    roots = np.sqrt(raw / np.maximum(raw.sum(axis=1, keepdims=True), 1e-9))
    points = np.array([point.pt for point in found]) / np.array([grey.shape[1], grey.shape[0]])
    return Features(points.astype("<f2").tobytes(), roots.astype("<f2").tobytes(), width / height)


def lively(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Mask (255 or 0) of the blocks that one grey level does not fill."""
    height, width = grey.shape
    down, along = -(-height // BLOCK_PX), -(-width // BLOCK_PX)
    padded = np.pad(grey, ((0, down * BLOCK_PX - height), (0, along * BLOCK_PX - width)), mode="edge")
    blocks = padded.reshape(down, BLOCK_PX, along, BLOCK_PX).transpose(0, 2, 1, 3).reshape(-1, BLOCK_PX**2).astype(np.int64)
    levels = 256 + 2 * NEAR_LEVELS
    placed = (np.arange(len(blocks))[:, None] * levels + blocks + NEAR_LEVELS).ravel()
    counts = np.bincount(placed, minlength=len(blocks) * levels).reshape(len(blocks), levels)
    sums = np.cumsum(np.pad(counts, ((0, 0), (1, 0))), axis=1)
    window = 2 * NEAR_LEVELS + 1
    fullest = (sums[:, window:] - sums[:, :-window]).max(axis=1) / BLOCK_PX**2
    mask = np.where(fullest <= PLAIN, 255, 0).astype(np.uint8).reshape(down, along)
    return np.ascontiguousarray(mask.repeat(BLOCK_PX, axis=0).repeat(BLOCK_PX, axis=1)[:height, :width])


def shared(left: Features, right: Features) -> Shared | None:
    """The part that two pictures share: nearest descriptors both ways, one similarity for the points, spread over some of both pictures."""
    import cv2  # noqa: PLC0415 - an extra

    at, roots = unpack(left)
    there, others = unpack(right)
    pairs = nearest(roots, others)
    if len(pairs) < LEAST:
        return None
    begin, end = at[pairs[:, 0]] * SIDE_MAX, there[pairs[:, 1]] * SIDE_MAX
    cv2.setRNGSeed(0)  # same pictures, same answer
    movement, kept = cv2.estimateAffinePartial2D(begin, end, method=cv2.RANSAC, ransacReprojThreshold=REACH_PX, maxIters=5000, confidence=0.999)
    if movement is None or kept is None or int(kept.sum()) < LEAST:
        return None
    inside = kept.ravel().astype(bool)
    boxes = box(at[pairs[inside, 0]], left.ratio), box(there[pairs[inside, 1]], right.ratio)
    if min(area(each) for each in boxes) < SPREAD:
        return None
    return Shared(int(inside.sum()), *boxes)


def unpack(features: Features) -> tuple[Floats, Floats]:
    """Points (the longer side is 1) and descriptors."""
    points = np.frombuffer(features.points, dtype="<f2").reshape(-1, 2).astype(np.float32)
    ratio = features.ratio
    points = points * np.array([min(1.0, ratio), min(1.0, 1 / ratio)], dtype=np.float32)
    return points, np.frombuffer(features.roots, dtype="<f2").reshape(-1, LENGTH).astype(np.float32)


def nearest(left: Floats, right: Floats) -> NDArray[np.int64]:
    """Rows that are each other's nearest, and clearly nearer than the next."""
    if len(left) < 2 or len(right) < 2:  # noqa: PLR2004 - a next one is needed
        return np.empty((0, 2), dtype=np.int64)
    apart = np.sqrt(np.maximum(2 - 2 * left @ right.T, 0))
    first = apart.argmin(axis=1)
    rows = np.arange(len(left))
    two = np.partition(apart, 1, axis=1)
    clear = two[:, 0] < RATIO * two[:, 1]
    mutual = apart.argmin(axis=0)[first] == rows
    good = rows[clear & mutual]
    return np.stack([good, first[good]], axis=1)


def box(points: Floats, ratio: float) -> tuple[float, float, float, float]:
    """The box around points, as shares of width and height."""
    size = np.array([min(1.0, ratio), min(1.0, 1 / ratio)], dtype=np.float32)
    low, high = (points / size).min(axis=0), (points / size).max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def area(sides: tuple[float, float, float, float]) -> float:
    """The share of a picture that a box covers."""
    return (sides[2] - sides[0]) * (sides[3] - sides[1])
