"""texts.jsonl -> readings.jsonl: what `cotejo read` makes of each text, cut to the fields that other tools rely on.

Run `.venv/bin/python tests/golden/regenerate.py` after a change that is meant, read the difference (`git diff tests/golden`), and commit both.
"""

import sys
from pathlib import Path
from typing import Any

import msgspec

from cotejo.pipeline import reading

HERE = Path(__file__).resolve().parent
TEXTS, READINGS = HERE / "texts.jsonl", HERE / "readings.jsonl"
ONLY = {
    "attributions": ("speech_act", "certainty", "polarity"),
    "claims": ("event_type", "polarity", "chain"),
    "quantities": ("exact", "low", "high", "unit"),
    "times": ("exact", "earliest", "latest", "basis"),
}


def cut(body: dict[str, Any]) -> dict[str, Any]:
    """Keep what is contract and is settled: no ids, no offsets of whole claims, nothing of how it was found."""
    shown = {kind: [{name: entry[name] for name in names} for entry in body[kind]] for kind, names in ONLY.items()}
    for entry, found in zip(shown["attributions"], body["attributions"], strict=True):
        entry["source"] = {name: found["source"][name] for name in ("name", "kind")}
        entry["cue"] = found["cue"]["exact"] if found["cue"] else None
    for entry, found in zip(shown["claims"], body["claims"], strict=True):
        place = found["place"] or {}
        entry["place"] = {name: place.get(name) for name in ("name", "country", "precision")}
        entry["time"] = {name: (found["time"] or {}).get(name) for name in ("earliest", "latest", "basis")}
        entry["personnel"] = {name: (found["personnel"] or {}).get(name) for name in ("low", "high")}
        entry["denied"] = found["stances"][-1]["polarity"] == "negative"
        entry["actors"] = [actor["state"] for actor in found["actors"] if actor["role"] != "host"]
    return {"id": body["id"]} | shown


def readings() -> str:
    """Read every text, as `cotejo read texts.jsonl` does; JSON lines."""
    bodies = (body for body in reading.read_found(reading.find_file(TEXTS)) if "id" in body)
    return "".join(msgspec.json.encode(cut(body)).decode() + "\n" for body in bodies)


if __name__ == "__main__":
    READINGS.write_text(readings(), encoding="utf-8")
    sys.stderr.write(f"{READINGS}: written. Read the difference before you commit it.\n")
