"""The tutorial's commands run as they stand; the README names files that exist."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)\)")


def test_the_tutorial_runs_as_it_stands(tmp_path: Path) -> None:
    commands = BLOCK.findall((REPOSITORY / "docs" / "tutorial.md").read_text(encoding="utf-8"))
    assert len(commands) > 5
    script = "set -eu\n" + "\n".join(commands)
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "<html" in (tmp_path / "dossier.html").read_text(encoding="utf-8")
    (arrival,) = [event for event in json.loads((tmp_path / "events.json").read_bytes())["events"] if event["event_type"] == "ARRIVAL"]
    assert {claim["doc"] for claim in arrival["claims"]} == {"paper", "site"}
    assert (arrival["lo"], arrival["hi"], arrival["label"]) == (1, 1, "single origin")
    assert [denial["doc"] for denial in arrival["denials"]] == ["army"]


def test_every_link_between_the_pages_leads_somewhere() -> None:
    for page in [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]:
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
