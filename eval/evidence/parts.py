"""Edited, framed, signed and hostile pictures -> figures of local features, content credentials, metadata and refusals; all opened in a cell."""

import io
import struct
import zlib
from collections.abc import Iterator

import msgspec
from PIL import Image, ImageDraw, ImageFont

from cotejo.evidence import credentials, features
from cotejo.evidence.cell import Cell, Refused
from cotejo.evidence.metadata import read_metadata
from cotejo.evidence.opened import Opened
from cotejo.evidence.pictures import QUALITY_MIN
from cotejo.evidence.sphere import distance_m
from eval.evidence.pictures import EDITS, EVIDENCE, jpeg, photos
from eval.figures import Figure

SIGNED = EVIDENCE / "images_c2pa" / "tests" / "fixtures"
EXIF = EVIDENCE / "images_exif" / "jpg"
AREZZO = (43.4667, 11.8833)  # where the sample photos with positions were taken, in October 2008
TOWN_M = 3_000.0
# What the test files are by their names: E-sig has a broken signature, CIE and CACAE an
# ingredient with an error, X changed bytes; cloud's manifest lies elsewhere.
ANSWERS = {
    "A.jpg": "none", "C.jpg": "intact", "C_with_CAWG_data.jpg": "intact", "cloud.jpg": "elsewhere",
    "files-for-reading-tests/CA.jpg": "intact", "files-for-reading-tests/CA_ct.jpg": "intact", "files-for-reading-tests/boxhash.jpg": "intact",
    "files-for-reading-tests/XCA.jpg": "broken", "files-for-reading-tests/E-sig-CA.jpg": "broken", "files-for-reading-tests/CIE-sig-CA.jpg": "broken",
    "files-for-reading-tests/CACAE-uri-CA.jpg": "broken", "files-for-reading-tests/cloud.jpg": "elsewhere",
}  # fmt: skip
WORDS = ("Responder", "Reenviar", "Me gusta", "Compartir")
HEADLINES = (
    "Aviones en la pista",
    "Soldados en el hotel",
    "Llegaron tropas",
    "Convoy al sur",
    "Radar en la colina",
    "Sin novedad",
    "Tanques",
    "Base nueva",
)
EVERY = 2  # photos and edits that keep this under half a minute; all 28 photos in all 11 edits were found (docs/evidence.md)
TELLING = ("recompressed at 30", "to 320 pixels", "mirrored", "cropped by 10 %", "cropped by 40 %", "screenshot of a post")
DEEP = b"\1"


def framed(photo: Image.Image, headline: str) -> bytes:
    """The screenshot of a post of one channel: the same name, picture and buttons around every photo."""
    image = photo.copy()
    image.thumbnail((600, 600))
    sheet = Image.new("RGB", (720, image.height + 360), (255, 255, 255))
    draw = ImageDraw.Draw(sheet)
    draw.ellipse((20, 20, 90, 90), fill=(40, 90, 200))
    draw.text((35, 30), "CN", font=ImageFont.load_default(36), fill=(255, 255, 255))
    draw.text((110, 20), "Canal Noticias 24", font=ImageFont.load_default(32), fill=0)
    draw.text((110, 60), "@canalnoticias24 · 23 mar.", font=ImageFont.load_default(24), fill=(90, 90, 90))
    draw.text((20, 110), headline, font=ImageFont.load_default(28), fill=0)
    sheet.paste(image, (60, 170))
    for column, word in enumerate(WORDS):
        draw.text((30 + column * 170, image.height + 200), word, font=ImageFont.load_default(26), fill=(60, 60, 60))
        draw.rectangle((30 + column * 170, image.height + 250, 60 + column * 170, image.height + 280), outline=0, width=4)
    draw.text((20, image.height + 300), "Ver más publicaciones de este canal en la aplicación", font=ImageFont.load_default(24), fill=(90, 90, 90))
    return jpeg(sheet)


def part_of(one: Opened, other: Opened) -> bool:
    """Whether two pictures share a part, one of them mirrored if need be."""
    if not (one.features and other.features and other.mirrored):
        return False
    return bool(features.shared(one.features, other.features) or features.shared(one.features, other.mirrored))


def figures() -> Iterator[Figure]:
    """All figures of pictures that are opened in a cell."""
    with Cell("cotejo.evidence.opened") as cell:
        yield from shares(cell)
        yield from hostile(cell)
    yield signed()
    yield from metadata()


def shares(cell: Cell) -> Iterator[Figure]:
    """Local features: edits found again, strangers and strangers' photos in one channel's frame kept apart, blank sheets known as such."""

    def opened(data: bytes) -> Opened:
        return msgspec.msgpack.decode(cell.ask(DEEP + data), type=Opened)

    if not features.is_there():
        return
    originals = photos()[::EVERY]
    known = [opened(jpeg(image)) for image in originals]
    for name in TELLING:
        edit = EDITS[name]
        found = sum(part_of(one, opened(edit(image))) for one, image in zip(known, originals, strict=True))
        yield Figure(f"local features: {name}", found, len(originals))
    apart = [not part_of(left, right) for at, left in enumerate(known) for right in known[at + 1 :]]
    yield Figure("local features: different photos kept apart", sum(apart), len(apart))
    chosen = originals[: len(HEADLINES)]
    posts = [opened(framed(image, headline)) for image, headline in zip(chosen, HEADLINES, strict=True)]
    kept = [not part_of(left, right) for at, left in enumerate(posts) for right in posts[at + 1 :]]
    yield Figure("local features: posts of one channel with different photos kept apart", sum(kept), len(kept))
    inside = sum(part_of(opened(jpeg(image)), post) for image, post in zip(chosen, posts, strict=True))
    yield Figure("local features: the photo of a post found", inside, len(posts))
    blank = [opened(jpeg(Image.new("RGB", (640, 480), (level,) * 3))).quality < QUALITY_MIN for level in (0, 128, 255)]
    yield Figure("empty sheets are not hashed as pictures", sum(blank), len(blank))


def hostile(cell: Cell) -> Iterator[Figure]:
    """Bombs, truncated files and other types: refused, and the process answers the next question."""
    files = list(bad_files())
    refused = 0
    for data in files:
        try:
            cell.ask(b"\0" + data)
        except Refused:
            refused += 1
    yield Figure("hostile pictures refused", refused, len(files))
    yield Figure("a good picture is read after them", int(bool(cell.ask(b"\0" + jpeg(Image.new("RGB", (64, 64)))))), 1)


def bad_files() -> Iterator[bytes]:
    """Bytes that no check should open."""
    good = jpeg(photos()[0])
    yield from (good[: len(good) * share // 10] for share in (1, 3, 5, 8))
    yield from (b"", b"\xff\xd8\xff", b"<html><img src='http://127.0.0.1/a.png'></html>", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7\n")
    yield from (b"%!PS-Adobe-3.0\n(/etc/passwd) (r) file\n", b"MZ\x90\0" + bytes(64), b"\x7fELF" + bytes(64), b"PK\3\4" + bytes(64))
    yield (EVIDENCE / "images_exif" / "heic" / "IMG_5195.HEIC").read_bytes()[:65_536]
    yield png(60_000, 60_000, zlib.compress(bytes(1_000_000), 9))
    yield png(7_000, 7_000, zlib.compress(bytes(100), 9))
    yield (
        b"GIF89a" + struct.pack("<HH", 65_535, 65_535) + b"\x80\0\0" + bytes(6) + b",\0\0\0\0" + struct.pack("<HH", 65_535, 65_535) + b"\0\2\2D\1\0;"
    )
    yield b"II*\0\x08\0\0\0" + struct.pack("<H", 2) + struct.pack("<HHLL", 256, 4, 1, 60_000) + struct.pack("<HHLL", 257, 4, 1, 60_000) + b"\0\0\0\0"


def png(width: int, height: int, body: bytes) -> bytes:
    """A PNG of a stated size with whatever body."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    stream = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    stream.seek(0, io.SEEK_END)
    for kind, data in ((b"IHDR", struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", body), (b"IEND", b"")):
        stream.write(chunk(kind, data))
    return stream.getvalue()


def signed() -> Figure:
    """Content credentials of the library's own test files: intact, broken, elsewhere (not fetched) or none."""
    right = 0
    with Cell("cotejo.evidence.credentials") as cell:
        for name, expected in ANSWERS.items() if credentials.is_there() else ():
            try:
                told = msgspec.msgpack.decode(cell.ask((SIGNED / name).read_bytes()), type=credentials.Credentials)
                answer = "intact" if told.intact and not told.known else "broken"
            except Refused as error:
                answer = str(error).partition(":")[0]
            right += answer == expected
    return Figure("content credentials told apart", right, len(ANSWERS))


def metadata() -> Iterator[Figure]:
    """Positions and dates of sample photos; damaged files give nothing and break nothing."""
    placed = [read_metadata(path.read_bytes()) for path in sorted((EXIF / "gps").glob("*.jpg"))]
    right = sum(
        one.latitude is not None and one.longitude is not None and float(distance_m(one.latitude, one.longitude, *AREZZO)) < TOWN_M
        and (one.taken or "").startswith("2008-10-22")
        for one in placed
    )  # fmt: skip
    yield Figure("metadata: place and day of sample photos", right, len(placed))
    damaged = [read_metadata(path.read_bytes()) for path in sorted((EXIF / "invalid").glob("*.jpg"))]
    yield Figure("metadata: damaged files invent no place", sum(one.latitude is None for one in damaged), len(damaged))
