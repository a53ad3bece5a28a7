"""Articles x styles -> pages with what is true of each: a dev half and a frozen one, which share neither articles nor styles."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

FOLDER = Path(__file__).resolve().parent
HALVES = ("dev", "frozen")  # rules are made by looking at the dev half only
SHOWN = {"paywall": 2}  # paragraphs that a page shows, where not all
NAMELESS = frozenset({"telegram", "gov"})  # styles without a byline
UNTITLED = frozenset({"telegram"})


class Page(NamedTuple):
    """A page and what is true of it; None for what it does not say."""

    name: str
    half: str
    url: str
    html: str
    text: str
    title: str | None
    byline: str | None
    outlet: str
    day: date
    language: str


def pages() -> list[Page]:
    """Render all pages, by half, style and language."""
    known = tomllib.loads((FOLDER / "articles.toml").read_text(encoding="utf-8"))
    frame = Environment(loader=FileSystemLoader(FOLDER / "styles"), autoescape=True, undefined=StrictUndefined)
    found = []
    for path in sorted((FOLDER / "styles").glob("*.html")):
        half, _, style = path.stem.partition("-")
        found += [render(frame, style, article, known["labels"]) for article in known["article"] if article["half"] == half]
    return found


def render(frame: Environment, style: str, article: dict[str, Any], labels: dict[str, Any]) -> Page:
    """Fill one style with one article."""
    moment: datetime = article["published"]
    url = f"https://{article['host']}/{style}/4711"
    paragraphs = article["paragraphs"][: SHOWN.get(style)]
    html = frame.get_template(f"{article['half']}-{style}.html").render(
        a=article,
        l=labels[article["language"]],
        url=url,
        iso=moment.isoformat(),
        day=moment.date().isoformat(),
        dotted=f"{moment:%d.%m.%Y}",
        handle=article["host"].partition(".")[0].replace("-", "_"),
        paragraphs=paragraphs,
        linked=lambda text: linked(text, article["link"]),
    )
    return Page(
        f"{style}-{article['language']}",
        article["half"],
        url,
        html,
        "\n".join(paragraphs),
        None if style in UNTITLED else article["title"],
        None if style in NAMELESS else article["byline"],
        article["outlet"],
        moment.date(),
        article["language"],
    )


def linked(text: str, link: list[str]) -> Markup:
    """A paragraph with its link, where it has the words for it."""
    words, address = link
    before, found, after = text.partition(words)
    return Markup("{}<a href='{}'>{}</a>{}").format(before, address, words, after) if found else escape(text)
