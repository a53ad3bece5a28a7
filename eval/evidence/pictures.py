"""Reference pictures -> figures: hashes bit for bit, turns, edits, the index."""

import io
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageEnhance

from cotejo.evidence.pictures import SAME_BITS, BadPicture, decode, distance, hex_of, pdq, turns
from cotejo.evidence.similar import index_of, near, words_of
from eval.figures import Figure
from eval.shared import SHARED

EVIDENCE = SHARED / "data" / "evidence"
PDQ = EVIDENCE / "images_pdq" / "pdq" / "data"
# What the reference implementation prints for its own test pictures (its published regression test, and the first line of its example).
BRIDGE_1 = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"
SIDE_MIN = 300  # pixels; smaller thumbnails are no photos that anybody reprints


def photos() -> list[Image.Image]:
    """Real photos among the samples, one of each scene, of a size that is printed."""
    found = []
    for path in sorted(
        [*EVIDENCE.glob("images_exif/jpg/**/*.jpg"), PDQ / "bridge-mods" / "aaa-orig.jpg", *EVIDENCE.glob("images_c2pa/tests/fixtures/A.jpg")]
    ):
        try:
            decode(path.read_bytes())
        except BadPicture:
            continue
        image = Image.open(path).convert("RGB")
        if min(image.size) >= SIDE_MIN:
            image.thumbnail((1280, 1280))
            found.append(image)
    return found


def jpeg(image: Image.Image, quality: int = 88) -> bytes:
    """A picture as a JPEG."""
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def logo(image: Image.Image) -> Image.Image:
    """A picture with a broadcaster's mark in its corner."""
    marked = image.copy()
    width, height = marked.size
    ImageDraw.Draw(marked).rectangle((int(width * 0.82), int(height * 0.04), int(width * 0.97), int(height * 0.12)), fill=(200, 20, 20))
    return marked


def post(image: Image.Image) -> Image.Image:
    """A picture within the screenshot of a post."""
    width, height = image.size
    sheet = Image.new("RGB", (int(width * 1.15), int(height * 1.8)), (250, 250, 250))
    sheet.paste(image, (int(width * 0.075), int(height * 0.4)))
    return sheet


EDITS: dict[str, Callable[[Image.Image], bytes]] = {
    "recompressed at 30": lambda image: jpeg(image, 30),
    "halved": lambda image: jpeg(image.resize((image.width // 2, image.height // 2))),
    "to 320 pixels": lambda image: jpeg(image.resize((320, max(1, image.height * 320 // image.width)))),
    "brighter by 30 %": lambda image: jpeg(ImageEnhance.Brightness(image).enhance(1.3)),
    "grey": lambda image: jpeg(image.convert("L").convert("RGB")),
    "a logo": lambda image: jpeg(logo(image)),
    "mirrored": lambda image: jpeg(image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)),
    "turned by 90 degrees": lambda image: jpeg(image.transpose(Image.Transpose.ROTATE_90)),
    "cropped by 10 %": lambda image: jpeg(image.crop((image.width // 20, image.height // 20, image.width * 19 // 20, image.height * 19 // 20))),
    "cropped by 40 %": lambda image: jpeg(image.crop((image.width // 5, image.height // 5, image.width * 4 // 5, image.height * 4 // 5))),
    "screenshot of a post": lambda image: jpeg(post(image)),
}


def recall() -> Iterator[Figure]:
    """Edited photos: is the original found within 31 bits, in one of eight orientations? Naive: by the file's hash (never)."""
    originals = photos()
    for name, edit in EDITS.items():
        found = sum(distance(pdq(decode(jpeg(image))), turns(decode(edit(image)))) <= SAME_BITS for image in originals)
        yield Figure(f"found again: {name}", found, len(originals), 0.0)


def strangers() -> Figure:
    """Pairs of different photos: kept apart at 31 bits."""
    hashes = [pdq(decode(jpeg(image))) for image in photos()]
    pairs = [(left, right) for at, left in enumerate(hashes) for right in hashes[at + 1 :]]
    apart = sum(distance(left, right) > SAME_BITS for left, right in pairs)
    return Figure("different photos kept apart", apart, len(pairs))


def references() -> Iterator[Figure]:
    """The reference implementation's pictures: its own hash bit for bit, and its eight turns."""
    folder = PDQ / "reg-test-input" / "dih"
    plain = decode((folder / "bridge-1-original.jpg").read_bytes())
    yield Figure("reference hash bit for bit", int(hex_of(pdq(plain)) == BRIDGE_1), 1)
    files = sorted(folder.glob("*.jpg"))
    yield Figure("reference turns found", sum(distance(pdq(decode(path.read_bytes())), turns(plain)) <= 8 for path in files), len(files))


def unhex(line: str) -> NDArray[np.bool_]:
    """A hash as the reference prints it -> bits, lowest frequency first."""
    return np.unpackbits(np.frombuffer(bytes.fromhex(line), dtype=np.uint8)).astype(bool)[::-1]


def searches() -> Figure:
    """The reference's needles in its haystack: the index finds exactly what a look at every hash finds."""
    hay = np.array([unhex(line.strip()) for line in (PDQ / "reg-test-input" / "haystack.txt").read_text(encoding="ascii").split()])
    needles = [unhex(line.strip()) for line in (PDQ / "reg-test-input" / "needles.txt").read_text(encoding="ascii").split()]
    index = index_of(words_of(hay))
    same = sum(
        near(index, words_of(needle), SAME_BITS)[0].tolist() == np.flatnonzero(np.count_nonzero(hay != needle, axis=1) <= SAME_BITS).tolist()
        for needle in needles
    )
    return Figure("index and full scan agree", same, len(needles))
