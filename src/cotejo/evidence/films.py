"""A film's bytes -> its key frames with their moments, decoded in a cell; or why there are none."""

import msgspec

from cotejo.evidence import filmed
from cotejo.evidence.cell import Cell, Refused

VERSION = "1"
MADE_BY = f"evidence.films@{VERSION}"
SECONDS = 120.0  # for one film: about an hour of it at 640 x 360
INSTALL = "its key frames need the extra: pip install 'cotejo[media]', then add it again"


def key_frames(data: bytes) -> filmed.Told | str:
    """Take a film's key frames; a string says why there are none: the extra is missing, or the film is refused."""
    if not filmed.is_there():
        return INSTALL
    try:
        with Cell("cotejo.evidence.filmed", SECONDS) as cell:
            return msgspec.msgpack.decode(cell.ask(data), type=filmed.Told)
    except Refused as error:
        return f"no key frames: {error}"
