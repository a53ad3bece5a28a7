"""A page's values and its template -> HTML in which no text of strangers can act: all is escaped, hidden characters are shown."""

from functools import partial
from importlib.resources import files
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from cotejo.dossier.html_elements import plain, text
from cotejo.dossier.retold import retell, retell_reason
from cotejo.records.span import Span
from cotejo.web import assets
from cotejo.web.asked import Asked, Page
from cotejo.web.desk import Desk
from cotejo.web.guards import Keys
from cotejo.web.words import LANGUAGES


def show(value: object) -> object:
    """Escape what a template prints; None shows nothing."""
    if isinstance(value, Markup):
        return value
    if value is None:
        return ""
    return Markup(plain(value)) if isinstance(value, str) else value  # noqa: S704 - plain() escapes


def body(value: str) -> Markup:
    """Escape a longer text; each hidden character becomes a visible element."""
    return Markup(text(value))  # noqa: S704 - text() escapes


def web_address(value: str | None) -> str:
    """Give an address if it is one of the web; else nothing: no `javascript:` or `data:` becomes a link."""
    try:
        return value if value and urlsplit(value).scheme.lower() in ("http", "https") else ""
    except ValueError:
        return ""


def span_address(span: Span) -> str:
    """Address of a span in the reader."""
    return f"/d/{span.document}?at={span.start}-{span.end}#at"


def key_address(key: str) -> str:
    """Address of a source's page."""
    return f"/s/{quote(key, safe=':')}"


def load_template(name: str) -> str:
    """Read a template of the package."""
    return files("cotejo.web.templates").joinpath(name).read_text(encoding="utf-8")


class Renderer:
    """The templates, once."""

    def __init__(self, desk: Desk, keys: Keys) -> None:
        self.desk, self.keys = desk, keys
        self.environment = Environment(
            loader=FunctionLoader(load_template), autoescape=True, finalize=show, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self.environment.filters |= {"body": body, "web": web_address}
        self.environment.globals |= {"at": span_address, "source_at": key_address, "asset": assets.address, "languages": LANGUAGES}

    def render(self, page: Page, asked: Asked) -> str:
        """Write a page."""
        return self.environment.get_template(page.template).render(
            **page.view,
            title=page.title,
            asked=asked,
            words=asked.words,
            told=partial(retell, asked.words),
            why=partial(retell_reason, asked.words),
            _=asked.phrases.say,
            n_=asked.phrases.count,
            case_name=self.desk.case.settings.case.name,
            person=self.desk.person,
            work=self.desk.work.state,
            form_token=self.keys.form,
            head=self.desk.standing().head,
        )
