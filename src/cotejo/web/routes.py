"""An address -> what answers it, with a sentence: the shape of a line in the table that server, OpenAPI document and tests stand on."""

from collections.abc import Callable
from typing import NamedTuple

from cotejo.web.asked import Asked, Moved, Page, Sent
from cotejo.web.desk import Desk

Answer = Page | Moved | Sent
Handler = Callable[[Desk, Asked], Answer]


class Field(NamedTuple):
    """A field of a query or form: its name, what it says, and whether it must be there."""

    name: str
    says: str
    needed: bool = False


class Route(NamedTuple):
    """One address. `{name}` in the path is one segment, `{name:path}` the rest."""

    path: str
    handler: Handler
    says: str
    method: str = "GET"
    fields: tuple[Field, ...] = ()
    media_type: str = "text/html"
