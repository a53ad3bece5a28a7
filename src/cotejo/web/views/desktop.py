"""Small pages: how the reader wants to read, adding to the case, help."""

import tempfile
from pathlib import Path
from urllib.parse import quote

from cotejo.errors import UsageError
from cotejo.web.asked import Asked, Moved, Page
from cotejo.web.desk import Desk
from cotejo.web.routes import Field, Route
from cotejo.web.words import LANGUAGES


def show_settings(_desk: Desk, asked: Asked) -> Page:
    """How do I want to read?"""
    return Page(template="settings.html", title=asked.phrases.say("Settings"), view={"saved": asked.one("saved") == "1"})


def save_settings(_desk: Desk, asked: Asked) -> Moved:
    """Keep language, theme and keys in the browser."""
    form = asked.form
    return Moved(
        "/settings?saved=1",
        {
            "lang": form.get("lang", "en") if form.get("lang") in LANGUAGES else "en",
            "theme": form.get("theme", "auto") if form.get("theme") in ("auto", "light", "dark") else "auto",
            "keys": "on" if form.get("keys") == "on" else "off",
        },
    )


def show_help(_desk: Desk, asked: Asked) -> Page:
    """What do marks, keys and labels mean?"""
    return Page(template="help.html", title=asked.phrases.say("Help"), view={})


def show_add(desk: Desk, asked: Asked) -> Page:
    """Add reports to the case."""
    view = {"said": asked.one("said")[:2000], "state": desk.work.state, "fetches": desk.work.transport is not None}
    return Page(template="add.html", title=asked.phrases.say("Add"), view=view)


def post_add(desk: Desk, asked: Asked) -> Moved:
    """Archive files, the page at an address, or a pasted text, then bring the case up to date in the background.

    Raises:
        UsageError: nothing came, or an address where this server fetches nothing.
    """
    pasted, url = asked.form.get("text", "").strip(), asked.form.get("url", "").strip()
    if not asked.files and not pasted and not url:
        raise UsageError("nothing came: choose files, or paste an address or a text.")
    said = [desk.work.fetch(url)] if url else []
    if asked.files or pasted:
        said.append(add_files(desk, asked, pasted))
    return Moved(f"/add?said={quoted('; '.join(said))}")


def add_files(desk: Desk, asked: Asked, pasted: str) -> str:
    """Archive files and a pasted text; give what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, upload in enumerate(asked.files):
            path = Path(folder) / str(number) / safe_name(upload.name)
            path.parent.mkdir()
            path.write_bytes(upload.data)
            paths.append(path)
        if pasted:
            path = Path(folder) / "pasted" / f"{safe_name(asked.form.get('title', '') or 'pasted')}.txt"
            path.parent.mkdir()
            path.write_text(pasted + "\n", encoding="utf-8")
            paths.append(path)
        return desk.work.add(paths)


def safe_name(name: str) -> str:
    """Keep of a stranger's file name what is a name: no folders, no hidden files, no controls."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign if sign.isalnum() or sign in "._- " else "_" for sign in last).strip(". ")[:120]
    return kept or "file"


def quoted(said: str) -> str:
    """Write a sentence for an address."""
    return quote(said[:1000])


ROUTES = (
    Route("/settings", show_settings, "language, theme, keys"),
    Route("/settings", save_settings, "keep language, theme and keys in the browser", "POST",
          (Field("lang", "en or es"), Field("theme", "auto, light or dark"), Field("keys", "on"))),
    Route("/help", show_help, "what marks, keys and labels mean"),
    Route("/add", show_add, "add reports to the case"),
    Route("/add", post_add, "archive files, the page at an address or a pasted text, then read them", "POST",
          (Field("url", "the address of a page to fetch"), Field("text", "a pasted text"),
            Field("title", "its title"), Field("files", "files (multipart)"))),
)  # fmt: skip
