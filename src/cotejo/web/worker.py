"""A case folder -> a run in a process of its own; its progress as JSON lines on standard output, for the server that started it."""

import sys
from pathlib import Path

import msgspec

from cotejo.case.folder import Case, now
from cotejo.engine.local import LocalEngine
from cotejo.errors import CotejoError
from cotejo.pipeline.running import Way, run
from cotejo.pipeline.stages import STAGES


class State(msgspec.Struct, frozen=True):
    """How far the work is: `idle`, `running` a stage, `done`, or `failed` with what was said."""

    state: str = "idle"
    stage: str = ""
    done: int = 0
    total: int = 0
    said: str = ""


def tell(state: State) -> None:
    """Write one line of progress."""
    sys.stdout.write(msgspec.json.encode(state).decode() + "\n")
    sys.stdout.flush()


def show(stage: str, done: int, total: int) -> None:
    """Tell how far a stage is."""
    tell(State("running", stage, done, total))


def main(folder: Path) -> int:
    """Bring a case up to date."""
    try:
        report = run(Case.open(folder), STAGES, now(), Way(LocalEngine(1), progress=show))
    except CotejoError as error:
        tell(State("failed", said=str(error)))
        return error.exit_code
    tell(State("done", said=f"{report.failed} units failed" if report.failed else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
