"""`python -m cotejo.cli` -> the command line."""

import sys

from cotejo.cli import main

sys.exit(main())
