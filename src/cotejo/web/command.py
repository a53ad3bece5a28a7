"""serve: a parsed command -> the workbench in the browser, until it is stopped."""

import getpass
import sys
from argparse import Namespace

from cotejo.web.serve import Listen
from cotejo.web.serve import serve as serve_case


def serve(asked: Namespace) -> int:
    """Serve a case."""
    person = asked.person or getpass.getuser()
    also = tuple(asked.allow_host)
    serve_case(
        asked.case, Listen(host=asked.host, port=asked.port, also=also, person=person, browse=not asked.no_browser, offline=asked.offline), say
    )
    return 0


def say(text: str) -> None:
    """Write a line of talk."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
