"""Films: key frames in a cell, archived with their moments, found again among pictures; what is no film is said so."""

import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cotejo.case.folder import Case
from cotejo.documents.collect import gather
from cotejo.documents.media_types import media_type
from cotejo.engine.local import LocalEngine
from cotejo.evidence import films
from cotejo.evidence.filmed import MOST, Told, is_there
from cotejo.pipeline.adding import add
from cotejo.pipeline.running import Way, run
from cotejo.pipeline.stages import STAGES
from cotejo.records.document import Capture
from cotejo.records.evidence import Exhibit, Finding

cv2 = pytest.importorskip("cv2", reason="the extra `media` is not installed")

FPS = 5
Write = Callable[[dict[str, str | bytes]], Path]


def scene(seed: int, size: tuple[int, int] = (640, 360)) -> np.ndarray:
    noise = np.random.default_rng(seed).integers(0, 255, (18, 32, 3), dtype=np.uint8)
    return np.asarray(Image.fromarray(noise).resize(size, Image.Resampling.BICUBIC))


def film(folder: Path, *scenes: tuple[int | None, float], name: str = "a.avi", codec: str = "MJPG") -> bytes:
    """A film of scenes, each so many seconds with a little movement; None is black."""
    path = folder / name
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*codec), FPS, (640, 360))
    if not writer.isOpened():
        pytest.skip(f"this build of OpenCV cannot write {codec}")
    for seed, seconds in scenes:
        picture = np.zeros((360, 640, 3), dtype=np.uint8) if seed is None else scene(seed)[..., ::-1]
        for step in range(int(seconds * FPS)):
            writer.write(np.roll(picture, step % 3, axis=1))
    writer.release()
    return path.read_bytes()


def frames(data: bytes) -> Told:
    told = films.key_frames(data)
    assert isinstance(told, Told), told
    return told


@pytest.mark.parametrize(("name", "codec"), [("a.avi", "MJPG"), ("a.mp4", "mp4v")])
def test_one_frame_of_each_scene_with_its_moment_and_none_of_black(tmp_path: Path, name: str, codec: str) -> None:
    told = frames(film(tmp_path, (None, 2), (1, 4), (2, 3), (None, 1), (1, 2), name=name, codec=codec))
    assert [frame.moment_s for frame in told.frames] == pytest.approx([2.0, 6.0, 10.0], abs=0.6)
    assert told.frames[0].changed_bits is None
    assert all((frame.changed_bits or 0) > 60 for frame in told.frames[1:])
    assert told.whole
    assert told.seconds == pytest.approx(11.8, abs=0.3)
    assert Image.open(io.BytesIO(told.frames[0].jpeg)).size == (640, 360)


def test_where_nothing_changes_one_frame_each_half_minute(tmp_path: Path) -> None:
    told = frames(film(tmp_path, (1, 65)))
    assert [frame.moment_s for frame in told.frames] == pytest.approx([0.0, 30.0, 60.0], abs=0.6)


def test_of_a_hundred_scenes_those_that_stay_are_spread_over_the_film(tmp_path: Path) -> None:
    told = frames(film(tmp_path, *((seed, 1.0) for seed in range(100))))
    moments = [frame.moment_s for frame in told.frames]
    assert MOST <= len(moments) <= 2 * MOST
    assert moments == sorted(moments)
    assert max(np.diff([*moments, 100.0])) <= 4


@pytest.mark.parametrize("data", [b"", b"RIFF\0\0\0\0AVI " + bytes(500), b"\0\0\0\x18ftypisom" + bytes(200), b"\x1aE\xdf\xa3" + b"\xff" * 300])
def test_what_is_no_film_is_refused(data: bytes) -> None:
    told = films.key_frames(data)
    assert isinstance(told, str)
    assert "no key frames" in told


def test_a_truncated_film_gives_the_frames_that_are_there_and_a_black_one_none(tmp_path: Path) -> None:
    data = film(tmp_path, (1, 4), (2, 4))
    assert len(frames(data[: len(data) // 3]).frames) == 1
    assert "no frame with anything in it" in str(films.key_frames(film(tmp_path, (None, 3))))


def test_the_same_film_gives_the_same_frames(tmp_path: Path) -> None:
    data = film(tmp_path, (1, 2), (2, 2))
    assert frames(data) == frames(data)


def test_a_film_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(films, "SECONDS", 0.01)
    assert "more than" in str(films.key_frames(film(tmp_path, (1, 4))))


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cotejo.evidence.filmed.is_there", lambda: False)
    assert "cotejo[media]" in str(films.key_frames(b"x"))
    assert is_there()


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"RIFF\0\0\0\0AVI LIST", "video/x-msvideo"), (b"\0\0\0\x20ftypisom\0\0\2\0", "video/mp4"), (b"\0\0\0\x14ftypqt  ", "video/quicktime"),
        (b"\x1aE\xdf\xa3\x01", "video/x-matroska"), (b"\0\0\0\x18ftypheic\0\0", "application/octet-stream"), (b"RIFF\0\0\0\0WAVEfmt ", "application/octet-stream"),
    ],
)  # fmt: skip
def test_films_are_known_by_their_first_bytes(head: bytes, kind: str) -> None:
    assert media_type("a.bin", head) == kind


def jpeg(pixels: np.ndarray) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=60)
    return stream.getvalue()


def test_a_frame_of_a_later_film_is_found_among_older_pictures(case: Case, write: Write, tmp_path: Path, at: datetime) -> None:
    clip = film(tmp_path, (5, 3), (7, 3), (9, 3))
    folder = write({
        "documents/old.json": json.dumps({"text": "Foto de la pista.", "published": "2018-05-01", "language": "es", "media": ["../media/old.jpg"]}),
        "documents/new.json": json.dumps({"text": "Vídeo de la pista.", "published": "2019-03-24", "language": "es", "media": ["../media/new.avi"]}),
        "media/old.jpg": jpeg(scene(7, (320, 180))), "media/new.avi": clip,
    })  # fmt: skip
    add(case, gather([folder / "documents"]), at)
    captures = {record.id: record for record in case.current(["capture"]) if isinstance(record, Capture)}
    (movie,) = [one for one in captures.values() if one.media_type == "video/x-msvideo"]
    taken = [one for one in captures.values() if one.derived_from == movie.id]
    assert [one.url.partition("#t=")[2] for one in sorted(taken, key=lambda one: one.url)] == ["0.000", "3.000", "6.000"]
    assert all(one.made_by == films.MADE_BY for one in taken)
    add(case, gather([folder]), at)
    assert len([record for record in case.current(["capture"]) if isinstance(record, Capture)]) == len(captures) + 2, (
        "the documents, under other paths"
    )
    (case.folder / "cotejo.toml").write_text('[case]\nname = "films"\n', encoding="utf-8")
    report = run(Case.open(case.folder), STAGES, at, Way(LocalEngine(1)))
    assert report.balances
    records = case.current()
    exhibits = {record.capture for record in records if isinstance(record, Exhibit)}
    assert {one.id for one in taken} <= exhibits
    (found,) = [record for record in records if isinstance(record, Finding) and record.verdict == "contradicts"]
    assert found.facet == "image_originality"
    moments = {measure.name: measure.value for measure in found.measures}
    assert moments["moment_later"] == pytest.approx(3.0, abs=0.6)
    assert "moment_older" not in moments
