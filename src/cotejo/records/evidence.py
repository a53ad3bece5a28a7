"""Physical evidence: what was checked, by what, and what it says and cannot say."""

from typing import Literal

from cotejo.records.base import Record

Verdict = Literal["supports", "consistent", "silent", "contradicts"]
Facet = Literal[
    "identity",
    "aircraft_type",
    "operator",
    "place",
    "time",
    "event",
    "count_vehicles",
    "head_count",
    "cargo",
    "purpose",
    "image_date",
    "image_place",
    "image_originality",
    "scene_light",
]


class Exhibit(Record, frozen=True, kw_only=True):
    """A photo, a track or a detection in the archive."""

    key = ("exhibit_kind", "capture")

    exhibit_kind: Literal["photo", "track", "detection"]
    capture: str
    documents: tuple[str, ...] = ()  # documents that show it
    made_by: str


class Measure(Record, frozen=True, kw_only=True):
    """A number with its unit: `name` touchdown_distance, `value` 312.0, `unit` metre."""

    name: str
    value: float | str
    unit: str


class Finding(Record, frozen=True, kw_only=True):
    """One facet of one claim against one exhibit. `scope` says what this does not say, in the four languages' templates."""

    key = ("check", "subject", "facet", "inputs")

    check: str
    subject: str  # claim id, or exhibit id
    facet: Facet
    verdict: Verdict
    reason: str  # for silent: no_data, no_coverage, not_applicable, below_quality, ambiguous
    basis: str
    measures: tuple[Measure, ...] = ()
    scope: str
    inputs: tuple[str, ...]  # SHA-256 of what was relied on
    derived_from: tuple[str, ...] = ()  # origins this evidence depends on
    made_by: str
