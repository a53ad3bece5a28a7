"""Hostile files in a cell, what metadata state, parts of pictures found again, content credentials."""

import io
import struct
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import numpy as np
import pytest
from eval.shared import ABSENT, SHARED
from PIL import Image, ImageDraw, ImageFont, TiffImagePlugin

from cotejo.evidence import credentials, features
from cotejo.evidence.cell import Cell, Refused
from cotejo.evidence.metadata import Stated, read_metadata
from cotejo.evidence.metadata_check import dated, placed
from cotejo.evidence.opened import Opened
from cotejo.evidence.pictures import QUALITY_MIN
from cotejo.records.resolution import Interval, Place

SIGNED = SHARED / "data" / "evidence" / "images_c2pa" / "tests" / "fixtures"


@pytest.fixture(scope="module")
def cell() -> Iterator[Cell]:
    with Cell("cotejo.evidence.opened") as open_cell:
        yield open_cell


def picture(seed: int = 1, size: tuple[int, int] = (640, 480)) -> Image.Image:
    noise = np.random.default_rng(seed).integers(0, 255, (24, 32, 3), dtype=np.uint8)
    return Image.fromarray(noise).resize(size, Image.Resampling.BICUBIC)


def jpeg(image: Image.Image, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=90, **options)
    return stream.getvalue()


def shot(taken: str = "2019:03:23 15:54:00", latitude: tuple[float, float, float] = (10, 36, 11), ref: str = "N") -> bytes:
    exif = Image.Exif()
    exif[0x0110] = "Camera of ours"
    exif.get_ifd(0x8769)[0x9003] = taken
    place = exif.get_ifd(0x8825)
    parts = [TiffImagePlugin.IFDRational(int(part * 100), 100) for part in latitude]
    place.update({1: ref, 2: tuple(parts), 3: "W", 4: (66.0, 59.0, 26.0)})
    return jpeg(picture(), exif=exif)


def test_a_cell_has_no_network_and_opens_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "prisoner.py").write_text(
        "import ctypes, errno\n"
        "from cotejo.evidence.inmate import serve\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "def tries(data):\n"
        "    said = []\n"
        "    said.append(str(libc.socket(2, 1, 0)))\n"
        "    said.append(errno.errorcode.get(ctypes.get_errno(), '?'))\n"
        "    for act in (lambda: open(data.decode(), 'rb'), lambda: open(data.decode() + '.new', 'wb'), lambda: __import__('socket').socket()):\n"
        "        try:\n"
        "            act(); said.append('done')\n"
        "        except Exception as error:\n"
        "            said.append(type(error).__name__)\n"
        "    return ' '.join(said).encode()\n"
        "serve(tries, ValueError, [])\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    with Cell("prisoner") as prison:
        said = prison.ask(str(tmp_path / "prisoner.py").encode()).decode().split()
    assert said[:2] == ["-1", "EMFILE"]
    assert "done" not in said


def test_a_file_that_kills_its_cell_does_not_kill_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fragile.py").write_text(
        "import os, time\n"
        "from cotejo.evidence.inmate import serve\n"
        "def answer(data):\n"
        "    if data == b'die': os._exit(9)\n"
        "    if data == b'sleep': time.sleep(60)\n"
        "    if data == b'eat': return bytes(20 * 2**30)\n"
        "    return data.upper()\n"
        "serve(answer, ValueError, [])\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    with Cell("fragile", seconds=2) as one:
        with pytest.raises(Refused, match="died"):
            one.ask(b"die")
        with pytest.raises(Refused, match="more than 2 s"):
            one.ask(b"sleep")
        with pytest.raises(Refused, match="memory"):
            one.ask(b"eat")
        assert one.ask(b"next") == b"NEXT"


@pytest.mark.parametrize(
    "data",
    [b"", b"not a picture", jpeg(picture())[:3000], b"\x89PNG\r\n\x1a\n" + b"\0" * 100, b"%!PS-Adobe-3.0 EPSF-3.0\n", b"GIF89a" + b"\xff" * 50],
)
def test_hostile_pictures_are_refused_and_the_next_is_read(cell: Cell, data: bytes) -> None:
    with pytest.raises(Refused, match=r"decoded|truncated|refused"):
        cell.ask(b"\0" + data)
    assert msgspec.msgpack.decode(cell.ask(b"\0" + jpeg(picture())), type=Opened).width == 640


def test_metadata_are_read_as_they_stand() -> None:
    stated = read_metadata(shot())
    assert stated.taken == "2019-03-23T15:54:00"
    assert stated.taken_tag == "DateTimeOriginal"
    assert stated.latitude == pytest.approx(10.60306, abs=1e-4)
    assert stated.longitude == pytest.approx(-66.99056, abs=1e-4)
    assert stated.camera == "Camera of ours"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (shot(taken="0000:00:00 00:00:00"), (None, 10.6)),
        (shot(taken="2019:13:45 99:00:00"), (None, 10.6)),
        (shot(latitude=(99, 0, 0)), ("2019-03-23T15:54:00", None)),
        (shot(ref="?"), ("2019-03-23T15:54:00", None)),
        (jpeg(picture()), (None, None)),
        (shot()[:400], None),
    ],
)
def test_what_is_damaged_is_left_out(data: bytes, expected: tuple[str | None, float | None] | None) -> None:
    stated = read_metadata(data)
    if expected is not None:
        assert stated.taken == expected[0]
        assert stated.latitude == (pytest.approx(expected[1], abs=0.1) if expected[1] else None)


def test_xmp_with_a_dtd_is_not_read() -> None:
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:p="urn:p" p:DateCreated="2018-04-01T10:00:00"></x:xmpmeta>'
    assert read_metadata(jpeg(picture()) + packet).taken == "2018-04-01T10:00:00"
    evil = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><!DOCTYPE a [<!ENTITY b "c">]><d>&b;</d></x:xmpmeta>'
    assert read_metadata(jpeg(picture()) + evil) == Stated()


def place(radius: float = 3000.0) -> Place:
    return Place(gazetteer_id="g", name="Maiquetía", country="VE", latitude=10.6, longitude=-66.98, radius_m=radius, precision="settlement")


def days(first: date, last: date) -> Interval:
    return Interval(earliest=first, latest=last, basis="stated")


def test_metadata_never_support_and_never_contradict() -> None:
    stated = read_metadata(shot())
    inside = dated(stated, days(date(2019, 3, 23), date(2019, 3, 23)), "es")
    outside = dated(stated, days(date(2020, 1, 2), date(2020, 1, 3)), "ru")
    assert inside is not None
    assert outside is not None
    assert inside[:2] == ("image_date", "consistent")
    assert outside[1:3] == ("silent", "ambiguous")
    assert outside[4].value == 285.0
    there = placed(stated, place(), "pt")
    assert there is not None
    assert there[:2] == ("image_place", "consistent")
    far = placed(stated, msgspec.structs.replace(place(), latitude=8.3, longitude=-62.7), "en")
    assert far is not None
    assert far[1] == "silent"
    assert dated(stated, None, "en") is None
    reset = dated(Stated(taken="2016-01-01T00:00:00", taken_tag="DateTimeOriginal"), days(date(2016, 1, 1), date(2016, 1, 1)), "en")
    assert reset is not None
    assert reset[1:3] == ("silent", "below_quality")


@pytest.mark.skipif(not features.is_there(), reason="the extra `media` is not installed")
def test_a_crop_and_a_screenshot_are_found_and_strangers_are_not(cell: Cell) -> None:
    def read(image: Image.Image) -> Opened:
        return msgspec.msgpack.decode(cell.ask(b"\1" + jpeg(image)), type=Opened)

    def both(one: Opened, other: Opened) -> features.Shared | None:
        assert one.features is not None
        assert other.features is not None
        assert other.mirrored is not None
        return features.shared(one.features, other.features) or features.shared(one.features, other.mirrored)

    original = picture(7)
    sheet = Image.new("RGB", (800, 1200), (250, 250, 250))
    sheet.paste(original, (80, 400))
    part = both(read(original), read(original.crop((160, 120, 480, 360))))
    assert part is not None
    assert part.left == pytest.approx((0.25, 0.25, 0.75, 0.75), abs=0.1)
    assert both(read(original), read(sheet))
    assert both(read(original), read(original.transpose(Image.Transpose.FLIP_LEFT_RIGHT)))
    assert both(read(original), read(picture(8))) is None


@pytest.mark.skipif(not features.is_there(), reason="the extra `media` is not installed")
def test_posts_of_one_channel_share_its_frame_and_no_picture(cell: Cell) -> None:
    def post(number: int) -> Opened:
        sheet = Image.new("RGB", (720, 800), (255, 255, 255))
        draw = ImageDraw.Draw(sheet)
        for row, words in enumerate(("Canal Noticias 24", "@canalnoticias24 · 23 mar.", "Soldados en el hotel del puerto")):
            draw.text((110, 15 + 45 * row), words, font=ImageFont.load_default(30), fill=0)
        sheet.paste(picture(number).resize((600, 450)), (60, 170))
        draw.text((30, 680), "Responder    Reenviar    Me gusta", font=ImageFont.load_default(26), fill=(60, 60, 60))
        return msgspec.msgpack.decode(cell.ask(b"\1" + jpeg(sheet)), type=Opened)

    one, other = post(7), post(8)
    assert one.features is not None
    assert other.features is not None
    assert features.shared(one.features, other.features) is None
    assert features.shared(one.features, one.features) is not None


def test_empty_sheets_have_nothing_to_compare(cell: Cell) -> None:
    sheets = [msgspec.msgpack.decode(cell.ask(b"\0" + jpeg(Image.new("RGB", (640, 480), shade))), type=Opened) for shade in ((255,) * 3, (0,) * 3)]
    assert [sheet.quality < QUALITY_MIN for sheet in sheets] == [True, True]
    assert msgspec.msgpack.decode(cell.ask(b"\0" + jpeg(picture(7))), type=Opened).quality >= QUALITY_MIN


@pytest.mark.skipif(not credentials.is_there(), reason="the extra `c2pa` is not installed")
@pytest.mark.skipif(not SIGNED.exists(), reason=ABSENT)
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("C.jpg", True),
        ("files-for-reading-tests/CA.jpg", True),
        ("files-for-reading-tests/XCA.jpg", False),
        ("files-for-reading-tests/E-sig-CA.jpg", False),
        ("files-for-reading-tests/CIE-sig-CA.jpg", False),
        ("files-for-reading-tests/CACAE-uri-CA.jpg", False),
        ("A.jpg", "none"),
        ("cloud.jpg", "elsewhere"),
    ],
)
def test_content_credentials_are_told_apart(name: str, expected: object) -> None:
    data = (SIGNED / name).read_bytes()
    with Cell("cotejo.evidence.credentials") as one:
        if isinstance(expected, str):
            with pytest.raises(Refused, match=f"^{expected}"):
                one.ask(data)
        else:
            told = msgspec.msgpack.decode(one.ask(data), type=credentials.Credentials)
            assert told.intact is expected
            assert not told.known, "no list of trusted signers is shipped"
            assert bool(told.faults) is not expected


def test_a_bomb_is_refused_before_it_is_decoded(cell: Cell) -> None:
    head = b"II*\0\x08\0\0\0" + struct.pack("<H", 2) + struct.pack("<HHLL", 256, 4, 1, 60000) + struct.pack("<HHLL", 257, 4, 1, 60000) + b"\0\0\0\0"
    with pytest.raises(Refused):
        cell.ask(b"\0" + head)
