"""Text -> HTML that cannot act: everything is escaped, hidden characters are shown, and only built elements can be joined."""

import html
import re
import unicodedata
from collections.abc import Iterable
from typing import NewType

Html = NewType("Html", str)

VOID = frozenset({"meta", "br", "img", "hr", "col"})
BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # letters and signs that show nothing
KEPT = "\n\t"  # control characters that are layout
SUSPECT = re.compile(r"[^\x20-\x7e\n\t\xa0-\xac\xae-\u02ff\u0370-\u05ff\u3040-\u3163\u3165-\u9fff]")
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})  # controls, bidi and zero-width signs, lone surrogates, no characters, line separators
CODE_POINT = "U+{:04X}"
NOTHING = Html("")


def is_hidden(sign: str) -> bool:
    """Whether a code point acts on its neighbours or on the reader without being seen."""
    return sign not in KEPT and (unicodedata.category(sign) in HIDDEN or sign in BLANK)


def text(raw: str) -> Html:
    """Escape a text; a hidden character becomes a visible element with its code point in `data-cp`."""
    return Html(SUSPECT.sub(show_sign, html.escape(raw)))


def show_sign(found: re.Match[str]) -> str:
    """Show one suspect character, if it is hidden."""
    sign = found.group()
    return f'<span class="ctl" data-cp="{ord(sign):X}">{CODE_POINT.format(ord(sign))}</span>' if is_hidden(sign) else sign


def plain(raw: str) -> str:
    """Make a text safe for an attribute or a title: hidden characters as U+XXXX, escaped."""
    return html.escape(SUSPECT.sub(lambda found: CODE_POINT.format(ord(found.group())) if is_hidden(found.group()) else found.group(), raw))


def el(name: str, /, *children: Html, **attributes: str | float | None) -> Html:
    """Build an element. Attribute names lose a final underscore, inner ones become hyphens; None leaves an attribute out.

    Attributes that act (`on...`) are refused, and so is an address that is not a place in this file or a `data:` picture.
    """
    written = []
    for key, value in attributes.items():
        attribute = key.rstrip("_").replace("_", "-")
        if value is None:
            continue
        if attribute.startswith("on") or (attribute in {"href", "src"} and not str(value).startswith(("#", "data:image/"))):
            raise ValueError(f"an attribute that acts or loads: {attribute}={str(value)[:40]!r}")
        written.append(f' {attribute}="{plain(str(value))}"')
    opened = f"<{name}{''.join(written)}>"
    return Html(opened if name in VOID else f"{opened}{join(children)}</{name}>")


def join(parts: Iterable[Html], between: str = "") -> Html:
    """Join built elements; `between` is our own text."""
    return Html(html.escape(between).join(parts))


def rows(*cells: Iterable[Html], head: bool = False) -> Html:
    """Build table rows; the first cell of a row heads it."""
    found = []
    for line in cells:
        built = [el("th", cell, scope="col") if head else el("td", cell) for cell in line]
        found.append(el("tr", *built))
    return join(found)


def details(summary: Html, *inside: Html, **attributes: str | float | None) -> Html:
    """Build a part that opens on demand, without script."""
    return el("details", el("summary", summary), *inside, **attributes)
