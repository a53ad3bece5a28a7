import os
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from cotejo.case.folder import Case, find_case
from cotejo.errors import DamagedCase, SettingsError, UsageError

GOOD = '[case]\nname = "x"\n'


def test_a_case_is_made_only_where_nothing_is(tmp_path: Path, at: datetime) -> None:
    Case.create(tmp_path / "a" / "b", GOOD, at)
    with pytest.raises(UsageError, match="is a case already"):
        Case.create(tmp_path / "a" / "b", GOOD, at)
    with pytest.raises(UsageError, match="not an empty folder"):
        Case.create(tmp_path / "a", GOOD, at)


def test_what_is_no_case_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no folder; `cotejo init"):
        Case.open(tmp_path / "nowhere")
    with pytest.raises(UsageError, match=r"no case \(it has no cotejo.toml\)"):
        Case.open(tmp_path)


def test_a_case_is_found_from_a_folder_inside_it(case: Case, tmp_path: Path) -> None:
    assert find_case(case.folder / "blobs") == case.folder
    with pytest.raises(UsageError, match="--case"):
        find_case(tmp_path)


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ("[case\n", SettingsError, "not valid TOML"),
        ("[case]\n", SettingsError, "name"),
        ('[case]\nname = "x"\nnmae = 1\n', SettingsError, "nmae"),
        ('[case]\nname = "x"\n[run]\nabstention_limit = -1\n', SettingsError, "abstention_limit"),
        ('[case]\nname = "x"\n[watch]\nemail_to = ["a@example.org"]\n', SettingsError, "no smtp_host"),
        ('[case]\nname = "x"\n[watch]\nsmtp_host = "mail.example.org"\n', SettingsError, "no email_to"),
        (None, DamagedCase, "cannot be read"),
    ],
)
def test_wrong_settings_are_named(case: Case, settings: str | None, error: type[Exception], message: str) -> None:
    path = case.folder / "cotejo.toml"
    path.unlink()
    if settings is not None:
        path.write_text(settings)
    with pytest.raises(error, match=message):
        Case.open(case.folder)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_copy_that_may_not_be_written_can_be_read(case: Case) -> None:
    for path in (*case.folder.rglob("*"), case.folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert Case.open(case.folder).current() == []
    finally:
        case.folder.chmod(0o755)


def test_a_case_of_another_version_is_no_damage(case: Case) -> None:
    link = sqlite3.connect(case.store.path)
    link.execute("PRAGMA user_version = 7")
    link.close()
    with pytest.raises(UsageError, match=r"another version of cotejo.*recover"):
        Case.open(case.folder)
