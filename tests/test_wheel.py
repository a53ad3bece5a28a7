"""The built wheel and sdist hold all that the program needs, are made without Node, and show the pages from a folder without the repository.

`COTEJO_WHEEL=pip` installs them with pip alone in environments of their own, dependencies fetched; without it, beside those that are here.
"""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
NOT_HERE = ("network", "offline", "dns error", "failed to fetch", "error sending request", "not found in the cache")
NODE = ("node", "npm", "npx", "esbuild")
PAGES = ("/", "/review", "/dossier", "/s", "/e", "/watch", "/audit", "/admin", "/add", "/help", "/settings", "/compare", "/search?q=rusos", "/api/v1/events.columns",
         "/api/v1/openapi.json", "/static/basemap.json", "/static/regions.json", "/static/workbench.js", "/static/island.js", "/static/workbench.css", "/help?lang=es")  # fmt: skip
REPORT = '{"id": "a", "language": "es", "outlet": "La Gaceta", "text": "Dos aviones militares rusos aterrizaron en Maiquetía el 23 de marzo de 2019 con 99 soldados."}'

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


def build(folder: Path, path: str) -> subprocess.CompletedProcess[str]:
    """Build with uv; first with what its cache has."""
    done = subprocess.CompletedProcess[str]([], 1, "", "")
    for more in (["--offline"], []):
        command = [shutil.which("uv") or "uv", "build", "--quiet", *more, "--out-dir", str(folder), str(REPOSITORY)]
        done = subprocess.run(command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False)
        if not done.returncode:
            break
    return done


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel (made from the sdist) and the sdist; programs of Node, if any is called, leave a trace and fail."""
    if shutil.which("uv") is None:
        pytest.skip("no uv here: it builds the wheel")
    folder, traps = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("traps")
    for name in NODE:
        (traps / name).write_text(f"#!/bin/sh\ntouch {traps}/called\nexit 1\n", encoding="utf-8")
        (traps / name).chmod(0o755)
    done = build(folder, f"{traps}:{os.environ['PATH']}")
    if done.returncode and any(said in done.stderr.lower() for said in NOT_HERE):
        pytest.skip("the build backend is neither in the cache nor to be had")
    assert done.returncode == 0, done.stderr
    assert not (traps / "called").exists()
    return next(folder.glob("*.whl")), next(folder.glob("*.tar.gz"))


def tracked() -> set[str]:
    """Files of the package that git knows."""
    named = subprocess.run(["git", "ls-files", "src/cotejo"], cwd=REPOSITORY, capture_output=True, text=True, check=False).stdout.split()
    return {name.removeprefix("src/") for name in named}


def test_every_file_of_the_package_is_in_the_wheel_and_the_sdist(built: tuple[Path, Path]) -> None:
    wheel = set(zipfile.ZipFile(built[0]).namelist())
    with tarfile.open(built[1]) as packed:
        source = {name.partition("/")[2] for name in packed.getnames()}
    assert tracked() - wheel == set()
    assert {f"src/{name}" for name in tracked()} - source == set()
    assert {name for name in wheel if name.endswith((".ts", ".map", "package.json"))} == set()
    assets = [
        one
        for one in zipfile.ZipFile(built[0]).infolist()
        if one.filename.startswith(("cotejo/web/", "cotejo/dossier/assets/")) and not one.filename.endswith(".py")
    ]
    assert sum(one.compress_size for one in assets) < 1_000_000


def python_with(place: Path, archive: Path) -> tuple[list[str], dict[str, str]]:
    """Install an archive: with pip alone in an environment of its own, or its files only, beside the dependencies that are here."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV", "COTEJO_SHARED")} | {"LC_ALL": "C.UTF-8"}
    if os.environ.get("COTEJO_WHEEL") == "pip":
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        subprocess.run([f"{place}/bin/pip", "install", "--quiet", str(archive)], check=True)
        return [f"{place}/bin/python"], kept
    zipfile.ZipFile(archive).extractall(place)  # noqa: S202 - ours, built a moment ago
    return [sys.executable], kept | {"PYTHONPATH": str(place)}


@pytest.fixture(scope="module", params=["wheel", "sdist"])
def installed(
    request: pytest.FixtureRequest, built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[str], dict[str, str], Path]:
    """What runs the program, from a folder that knows nothing of the repository."""
    if request.param == "sdist" and os.environ.get("COTEJO_WHEEL") != "pip":
        pytest.skip("the wheel was made from the sdist; COTEJO_WHEEL=pip installs both")
    place = tmp_path_factory.mktemp("place")
    python, environment = python_with(place, built[request.param == "sdist"])
    where = subprocess.run(
        [*python, "-c", "import cotejo; print(cotejo.__file__)"], cwd=place, env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert where.startswith(str(place)), "another cotejo was imported"
    return python, environment, tmp_path_factory.mktemp("elsewhere")


@pytest.fixture
def address(installed: tuple[list[str], dict[str, str], Path]) -> Iterator[str]:
    """A case, made and served by the installed program."""
    python, environment, folder = installed
    (folder / "a.json").write_text(REPORT, encoding="utf-8")
    for command in (("init", "case"), ("add", "case", "a.json"), ("run", "case"), ("verify", "case")):
        done = subprocess.run([*python, "-m", "cotejo.cli", *command], cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), (command, done.stderr)
    command = [*python, "-m", "cotejo.cli", "serve", "case", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr
            found = re.search(r"http://([\d.]+:\d+)/", server.stderr.readline())
            assert found
            yield found[1]
        finally:
            server.terminate()
            server.wait(20)


def test_pages_work_from_a_folder_without_the_repository(address: str) -> None:
    link = HTTPConnection(address, timeout=60)
    for path in PAGES:
        link.request("GET", path)
        answer = link.getresponse()
        body = answer.read()
        assert answer.status == 200, (path, body[:300])
        assert body
    link.request("GET", "/api/v1/events")
    assert b'"chosen":1' in link.getresponse().read()
    link.close()
