"""What an exporter gets -> the dossier as PDF: the same page as the HTML export, printed by a Chromium that is there, without a network."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from cotejo.errors import UsageError
from cotejo.pipeline import exporting
from cotejo.pipeline.exporting import Request

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
LIMIT_S = 180  # the demo's dossier takes about 3 s, one of 2,000 pages about a minute
FLAGS = (
    "--headless=new", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer", "--generate-pdf-document-outline",
)  # fmt: skip


def find_browser() -> str | None:
    """Where a browser is that can print, if one is installed."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def pdf(request: Request) -> bytes:
    """Print the dossier. Two prints of one case differ in their date of creation; the HTML export is the one to compare and to seal.

    Raises:
        UsageError: no such browser is installed, or it did not print; the message says what to do instead.
    """
    browser = find_browser()
    if browser is None:
        raise UsageError("PDF is printed by Chromium, and none is installed here; install it, or export html and print that from any browser.")
    with tempfile.TemporaryDirectory(prefix="cotejo-print-") as name:
        folder = Path(name)
        source, target = folder / "dossier.html", folder / "dossier.pdf"
        source.write_text(exporting.page(request), encoding="utf-8")
        sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()  # Chromium refuses its sandbox to root; the page runs no script
        command = [browser, *FLAGS, *sandbox, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}", source.as_uri()]
        try:
            done = subprocess.run(  # noqa: S603 - a browser of the system on a file of ours
                command, stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT_S, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise UsageError(f"{browser} did not print within {LIMIT_S} s; export html and print that from any browser.") from error
        if not target.exists():
            said = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["nothing"]
            raise UsageError(f"{browser} printed nothing (code {done.returncode}; it said: {said[0][:200]}); export html and print that instead.")
        return target.read_bytes()
