"""Folders and files: what is taken, what is left and why."""

from pathlib import Path

import pytest

from cotejo.documents.collect import Found, gather
from cotejo.records.abstention import Abstention


def reasons(paths: list[Path]) -> dict[str, str]:
    return {record.subject: record.reason for record in gather(paths) if isinstance(record, Abstention)}


def taken(paths: list[Path]) -> list[Found]:
    return [record for record in gather(paths) if isinstance(record, Found)]


def test_a_folder_gives_its_files_in_sorted_order_with_relative_locators(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "b/a.txt", "a.html"):
        (tmp_path / name).write_text("<p>texto</p>", encoding="utf-8")
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    assert [(found.locator, found.media_type) for found in taken([tmp_path])] == [
        ("a.html", "text/html"),
        ("b/a.txt", "text/plain"),
        ("z.txt", "text/plain"),
    ]


def test_a_file_named_twice_comes_once(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("texto", encoding="utf-8")
    assert len(taken([file, tmp_path, file])) == 1


def test_what_is_missing_or_empty_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "good.txt").write_text("texto", encoding="utf-8")
    absent = tmp_path / "absent"
    assert reasons([absent, tmp_path]) == {str(absent): "missing", "empty.txt": "empty"}
    assert [found.locator for found in taken([absent, tmp_path])] == ["good.txt"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("secret", encoding="utf-8")
    folder = tmp_path / "added"
    folder.mkdir()
    (folder / "link.txt").symlink_to(outside)
    assert reasons([folder]) == {"link.txt": "symlink_outside"}


def test_a_type_is_read_from_the_bytes_and_not_from_the_name(tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 4)
    assert [found.media_type for found in taken([tmp_path])] == ["application/octet-stream", "image/png"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '{"text": "t", "media": ["../media/p.jpg", "../../outside.jpg", "http://x.example/a.jpg", "p\\u0000.jpg", 3]}'),
        ("a.jsonl", '{"text": "t", "media": ["../media/p.jpg"]}\n{"text": "u", "media": ["../../outside.jpg"]}\n'),
        ("a.html", '<html><p>t</p><img class="x" src="../media/p.jpg"><img src="../../outside.jpg"><img src="https://x.example/a.jpg"></html>'),
    ],
)
def test_media_come_with_the_file_that_names_them_but_never_from_outside(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / "case" / "documents").mkdir(parents=True)
    (tmp_path / "case" / "media").mkdir()
    (tmp_path / "case" / "media" / "p.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "outside.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "case" / "documents" / name).write_text(content, encoding="utf-8")
    (found,) = taken([tmp_path / "case" / "documents"])
    assert found.media == (("../media/p.jpg", (tmp_path / "case" / "media" / "p.jpg").resolve()),)
