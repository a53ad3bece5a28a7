"""Words on the command line -> acts on a case: results to standard output, talk to standard error, an exit code."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from cotejo.cli.arguments import parser
from cotejo.errors import CotejoError

# Where each command lies. Only that module is loaded: the rooms take a second, and `verify` must not need them.
# The workbench is this package's neighbour, not a part of it: its command is named whole.
MODULES = {
    "init": "working", "add": "working", "run": "working", "recover": "working", "explain": "looking", "verify": "looking",
    "export": "giving", "read": "giving", "stage": "giving", "stages": "giving",
    "withdraw": "changing", "restore": "changing", "changes": "changing",
    "collect": "gathering", "watch": "gathering", "covered": "gathering",
    "check": "checking",
    "tombstone": "keeping", "timestamp": "keeping", "moved": "keeping",
    "gazetteer": "placing",
    "serve": "cotejo.web.command",
}  # fmt: skip
# The models' products are small: more threads only wait for one another (Russian names 17 % slower), and workers are processes.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
INTERRUPTED = 130  # 128 + SIGINT, as shells count


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; give its exit code: 0 done, 1 abstentions or failures above the limit, 2 usage, 3 damaged evidence."""
    asked = parser().parse_args(arguments)
    for name, number in ONE_THREAD.items():  # before any room loads numpy
        os.environ.setdefault(name, number)
    try:
        lies = MODULES[asked.command]
        code: int = getattr(import_module(lies if "." in lies else f"cotejo.cli.{lies}"), asked.command)(asked)
        sys.stdout.flush()
    except CotejoError as error:
        sys.stderr.write(f"cotejo {asked.command}: {error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write(f"cotejo {asked.command}: interrupted; what was finished is kept, run the same command again to go on.\n")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        sys.stderr.write(
            f"cotejo {asked.command}: {error.strerror or error}: {error.filename or 'the disk'}. Check the path, its rights and the disk's space.\n"
        )
        return 2
    return code
