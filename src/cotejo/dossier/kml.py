"""Events with a place -> KML 2.2 for globes: a placemark each, with the time between whose bounds it lies."""

from xml.sax.saxutils import escape, quoteattr

from cotejo.dossier.facts import Facts, facts_of
from cotejo.records.corpus import Corpus

LOSSES = ("events without coordinates", "claims, chains and origins but for their number", "what is undecided", "archived bytes")
ILLEGAL: dict[int, None] = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))  # what XML 1.0 cannot hold


def render(corpus: Corpus, title: str, head: str) -> str:
    """Write the file. An area's middle is no dot: its placemark says how far it reaches."""
    marks = "".join(show(facts) for facts in facts_of(corpus) if facts.located)
    seal = f"<ExtendedData><Data name='log_head'><value>{plain(head)}</value></Data></ExtendedData>" if head else ""
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n<kml xmlns='http://www.opengis.net/kml/2.2'><Document>"
        f"<name>{plain(title)}</name>{seal}\n{marks}</Document></kml>\n"
    )


def show(facts: Facts) -> str:
    """Write one placemark. Readers of KML take a description for HTML: the quotation is escaped once more, so that it stays words."""
    latitude, longitude = facts.located or (0.0, 0.0)
    begin = f"<begin>{facts.earliest.isoformat()}</begin>" if facts.earliest else ""
    end = f"<end>{facts.latest.isoformat()}</end>" if facts.latest else ""
    place = facts.place
    said = {
        "event_type": facts.event.event_type, "count": facts.number, "label": facts.label, "origins_lo": facts.lo, "origins_hi": facts.hi,
        "precision": place.precision if place else "", "radius_m": place.radius_m if place and place.radius_m is not None else "",
        "documents": " ".join(document.external_id for document in facts.documents),
    }  # fmt: skip
    rows = "".join(f"<Data name={quoteattr(name)}><value>{plain(str(value))}</value></Data>" for name, value in said.items())
    return (
        f"<Placemark id={quoteattr(facts.event.id)}><name>{plain(f'{facts.event.event_type}: {facts.where}')}</name>"
        f"<description>{plain(escape(facts.quote))}</description><TimeSpan>{begin}{end}</TimeSpan><ExtendedData>{rows}</ExtendedData>"
        f"<Point><coordinates>{longitude!r},{latitude!r},0</coordinates></Point></Placemark>\n"
    )


def plain(text: str) -> str:
    """Text for XML."""
    return escape(text.translate(ILLEGAL))
