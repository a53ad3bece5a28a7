"""An address -> what answers it, with a sentence: the shape of a line in the table that server, OpenAPI document and tests stand on."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from cotejo.web.asked import Asked, Moved, Page, Sent
from cotejo.web.desk import Desk

Answer = Page | Moved | Sent
Handler = Callable[[Desk, Asked], Answer]


Schema = Mapping[str, Any]  # JSON Schema
TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": {"type": "string"}}  # the field may be repeated
COUNT: Schema = {"type": "integer", "minimum": 0}
DAY: Schema = {"type": "string", "pattern": "^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"}


class Field(NamedTuple):
    """A field of a query or form: its name, what it says, whether it must be there, and what fits it."""

    name: str
    says: str
    needed: bool = False
    schema: Schema = TEXT


class Route(NamedTuple):
    """One address. `{name}` in the path is one segment, `{name:path}` the rest."""

    path: str
    handler: Handler
    says: str
    method: str = "GET"
    fields: tuple[Field, ...] = ()
    media_type: str = "text/html"
    gives: Any = None  # type of a JSON answer (web/shapes.py); None: a page, which has a title at least

    @property
    def is_page(self) -> bool:
        """Whether people read it; then `.json` behind the path gives the same to programs."""
        return self.method == "GET" and self.media_type == "text/html" and not self.path.startswith("/api/")
