"""Bytes of a picture -> what its EXIF and XMP state of when, where and with what it was taken. All of it can be forged."""

import io
import logging
import re
from datetime import datetime
from typing import Any

import exifread
import msgspec
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

logging.getLogger("exifread").setLevel(logging.CRITICAL)  # it says of every odd tag that it is odd

XMP = re.compile(rb"<x:xmpmeta\b.{0,262144}?</x:xmpmeta>", re.DOTALL)
EXIF_DATES = ("DateTimeOriginal", "DateTimeDigitized")
XMP_DATES = ("DateTimeOriginal", "DateCreated")  # CreateDate is when an editor made the file
MOMENT = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?")
HEMISPHERES = {"N": 1, "S": -1, "E": 1, "W": -1}
DEGREE_PARTS = 3


class Stated(msgspec.Struct, frozen=True):
    """What the metadata state. `taken` is local civil time without a zone unless `offset` says one; degrees are WGS 84."""

    taken: str | None = None  # ISO 8601
    taken_tag: str | None = None
    offset: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    gps_utc: str | None = None
    camera: str | None = None
    software: str | None = None
    changed: str | None = None  # ISO 8601: when the file was last saved, by its own word


def read_metadata(data: bytes) -> Stated:
    """Read EXIF, and XMP where EXIF is silent; what is damaged is left out, never guessed."""
    exif = read_exif(data)
    xmp = read_xmp(data)
    stated = [(tag, exif.get(f"EXIF {tag}")) for tag in EXIF_DATES] + [(f"XMP {tag}", xmp.get(tag)) for tag in XMP_DATES]
    tag, taken = next(((tag, moment) for tag, said in stated if (moment := moment_of(said))), (None, None))
    latitude = degrees(exif, "GPS GPSLatitude")
    longitude = degrees(exif, "GPS GPSLongitude")
    placed = latitude is not None and longitude is not None and (latitude, longitude) != (0.0, 0.0)  # nulls of cameras without a fix
    make, model = text_of(exif.get("Image Make")), text_of(exif.get("Image Model"))
    return Stated(
        taken=taken,
        taken_tag=tag,
        offset=text_of(exif.get("EXIF OffsetTimeOriginal")),
        latitude=latitude if placed else None,
        longitude=longitude if placed else None,
        gps_utc=moment_of(f"{text_of(exif.get('GPS GPSDate')) or ''}"),
        camera=" ".join(dict.fromkeys(part for part in (make, model) if part)) or None,
        software=text_of(exif.get("Image Software")) or xmp.get("CreatorTool"),
        changed=moment_of(exif.get("Image DateTime")) or moment_of(xmp.get("ModifyDate")),
    )


def read_exif(data: bytes) -> dict[str, Any]:
    """The EXIF tags by exifread's names; none where they are damaged."""
    try:
        return dict(exifread.process_file(io.BytesIO(data), details=False))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, ZeroDivisionError, EOFError, OSError, AssertionError):
        return {}  # exifread has no exception of its own, and each of these was seen on damaged files


def read_xmp(data: bytes) -> dict[str, str]:
    """The leaves of the XMP packet by local name; none where there is none, it is damaged, or it has a DTD."""
    found = XMP.search(data)
    try:
        root = fromstring(found.group(), forbid_dtd=True) if found else None
    except (ParseError, DefusedXmlException, ValueError):
        root = None
    leaves: dict[str, str] = {}
    for node in root.iter() if root is not None else ():
        named = [(str(node.tag), node.text or ""), *node.attrib.items()]
        for name, value in named:
            if value.strip():
                leaves.setdefault(name.rpartition("}")[2], value.strip())
    return leaves


def text_of(tag: object) -> str | None:
    """A tag's value as text; None for an empty one."""
    said = "".join(sign for sign in str(tag) if sign.isprintable()).strip() if tag is not None else ""
    return said[:200] or None


def moment_of(tag: object) -> str | None:
    """A date or moment as ISO 8601; None for what is none ("0000:00:00 00:00:00")."""
    found = MOMENT.match(text_of(tag) or "")
    if found is None:
        return None
    parts = [int(part) for part in found.groups() if part is not None]
    try:
        moment = datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - cameras state no zone
    except ValueError:
        return None
    return moment.isoformat() if found.group(4) else moment.date().isoformat()


def degrees(exif: dict[str, Any], name: str) -> float | None:
    """A coordinate in degrees; None where a part is missing, has no denominator, or lies off the globe."""
    values = getattr(exif.get(name), "values", None)
    sign = HEMISPHERES.get((text_of(exif.get(f"{name}Ref")) or "?")[0].upper())
    if not isinstance(values, list) or len(values) != DEGREE_PARTS or sign is None:
        return None
    try:
        whole, minutes, seconds = (float(value) for value in values)
    except (ZeroDivisionError, ValueError, TypeError):
        return None
    found = sign * (whole + minutes / 60 + seconds / 3600)
    limit = 90 if name.endswith("Latitude") else 180
    return found if abs(found) <= limit else None
