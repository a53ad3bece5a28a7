"""Where the development data lies: beside the repository, and absent on a clean clone."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("COTEJO_SHARED", REPOSITORY.parent / "shared"))
ABSENT = f"the development data ({SHARED.name}/ beside the repository, or COTEJO_SHARED) is not here"
