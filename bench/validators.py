"""A case -> its exports, held against the validators of others that are installed here: `python -m bench.validators CASE [--vnu vnu.jar]`.

None of them is a dependency: `pip install geojson-pydantic pykml followthemoney warcio` into an environment of its own, `npm pack vnu-jar` for pages
(it needs Java). What is not installed is said, and so is what has no validator. Ends with 1 if one of them finds a fault.
"""

import argparse
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

FORMATS = ("geojson", "kml", "followthemoney", "wacz", "html")
WITHOUT = {
    "timemap": "its program reads JSON and brings no schema",
    "acled": "a table of theirs without a published schema",
    "atlos": "a table of theirs without a published schema",
    "zip": "our own format: `cotejo verify` is its validator",
    "events, jsonl": "our own formats: docs/schema.json is their schema, held by the tests",
}
UNKNOWN_TO_VNU = ("paint-order", "blocked by")  # a property of SVG 2; its reading of `img-src data:` (browsers show these pictures)


class Found(NamedTuple):
    """What a validator says: of how many objects, with which faults."""

    by: str
    objects: int
    faults: list[str]


def geojson(path: Path) -> Found:
    """Every feature by the models of geojson-pydantic."""
    model = import_module("geojson_pydantic").FeatureCollection
    body = json.loads(path.read_text(encoding="utf-8"))
    try:
        model.model_validate(body)
    except ValueError as error:
        return Found("geojson-pydantic", len(body["features"]), [str(error)[:500]])
    return Found("geojson-pydantic", len(body["features"]), [])


def kml(path: Path) -> Found:
    """The schema of KML 2.2 that pykml brings."""
    schema = import_module("pykml.parser").Schema("ogckml22.xsd").schema
    tree = import_module("lxml.etree").parse(str(path))
    schema.validate(tree)
    return Found("the schema of KML 2.2 (pykml)", len(tree.findall(".//{*}Placemark")), [str(one) for one in schema.error_log])


def followthemoney(path: Path) -> Found:
    """Every entity by the model of followthemoney: its schema, its properties, each value clean in its type."""
    model: Any = import_module("followthemoney").model
    faults = list[str]()
    lines = path.read_text(encoding="utf-8").splitlines()
    for line in lines:
        body = json.loads(line)
        try:
            model.get(body["schema"]).validate(body)
        except Exception as error:  # noqa: BLE001 - whatever their validator raises is its verdict
            faults.append(f"{body['id']}: {error!r}"[:300])
            continue
        proxy = model.get_proxy(body, cleaned=False)
        lost = {name for name, values in body["properties"].items() if len(proxy.get(name, quiet=True)) != len(set(values))}
        faults += [f"{body['id']}: {name} is not taken" for name in sorted(lost)]
    return Found("followthemoney", len(lines), faults)


def wacz(path: Path) -> Found:
    """The WARC inside by warcio, digests looked at."""
    archive = import_module("warcio.archiveiterator")
    faults, count = list[str](), 0
    with zipfile.ZipFile(path) as opened:
        for name in opened.namelist():
            if not name.endswith(".warc.gz"):
                continue
            for record in archive.ArchiveIterator(BytesIO(opened.read(name)), check_digests="raise"):
                record.content_stream().read()
                count += 1
    return Found("warcio", count, faults)


def html(path: Path, vnu: Path | None) -> Found | None:
    """The checker of the W3C's validator, if its jar is given."""
    if vnu is None:
        return None
    said = subprocess.run(
        ["java", "-jar", str(vnu), "--format", "json", "--exit-zero-always", str(path)], capture_output=True, check=False, timeout=300
    )
    messages = json.loads(said.stderr or b"{}").get("messages", [])
    return Found("vnu", 1, [one["message"] for one in messages if not any(word in one["message"] for word in UNKNOWN_TO_VNU)])


def judge(folder: Path, vnu: Path | None) -> Iterator[tuple[str, Found | str]]:
    """Give each format's verdict, or why there is none."""
    needs: dict[str, tuple[str, Callable[[Path], Found]]] = {
        "geojson": ("geojson_pydantic", geojson),
        "kml": ("pykml", kml),
        "followthemoney": ("followthemoney", followthemoney),
        "wacz": ("warcio", wacz),
    }
    for name, (module, check) in needs.items():
        yield name, check(folder / name) if find_spec(module) else f"not checked: {module} is not installed"
    yield "html", html(folder / "html", vnu) or "not checked: no --vnu"
    yield from WITHOUT.items()


def main() -> int:
    """Export, judge, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("exports", type=Path, metavar="CASE", help="a case, or a folder with files named after the formats")
    asked.add_argument("--vnu", type=Path, metavar="JAR")
    given = asked.parse_args()
    with TemporaryDirectory() as made:
        folder = given.exports
        if (folder / "cotejo.toml").exists():
            for name in FORMATS:
                to = Path(made) / name
                subprocess.run([sys.executable, "-m", "cotejo.cli", "export", str(given.exports), "--format", name, "-o", str(to)], check=True)
            folder = Path(made)
        bad = 0
        for name, found in judge(folder, given.vnu):
            if isinstance(found, str):
                print(f"{name}: {found}")
                continue
            bad += len(found.faults)
            print(f"{name}: {found.objects} objects by {found.by}: {len(found.faults)} faults", *found.faults[:10], sep="\n  ")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
