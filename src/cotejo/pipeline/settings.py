"""`cotejo.toml` -> a frozen settings record per stage; each field says its unit and its reason, and so does the file that `init` writes."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, get_args, get_type_hints

import msgspec
from msgspec import Meta

from cotejo.case.folder import convert
from cotejo.errors import SettingsError


def field_of(unit: str, reason: str, **bounds: Any) -> Meta:  # noqa: ANN401 - bounds are msgspec's own
    """Describe a setting: its unit, and why its default is what it is."""
    return Meta(description=reason, extra={"unit": unit}, **bounds)


class StageSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stage without settings."""


class UnitSettings(StageSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of a stage that takes one unit at a time."""

    budget_s: Annotated[
        float,
        field_of(
            "second",
            "wall time for one unit; a page takes under 1 s, so what takes 60 is a trap or a dump: it is left undecided, the rest goes on",
            gt=0,
        ),
    ] = 60.0


class CaptureSettings(UnitSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of the stage that reads archived bytes."""

    text_in_pictures: Annotated[
        bool,
        field_of(
            "yes or no",
            "read the text in pictures with tesseract (a program of its own, with eng, spa, rus and por); off, since it takes seconds a picture, "
            "and a case should not come out otherwise where the program happens to be installed",
        ),
    ] = False


class TextSettings(UnitSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of a stage that reads the text of one document."""

    max_code_points: Annotated[
        int,
        field_of(
            "code point",
            "longest text that is read; the longest reports run to 300,000, a text beyond a million is a dump that should be split",
            gt=0,
        ),
    ] = 1_000_000


class CountSettings(StageSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of the stage that counts origins: the case's own rows over the shipped table of outlets."""

    outlet_groups: Annotated[
        dict[str, list[str]],
        field_of(
            "outlet",
            'names or hosts by who owns or steers them: two of one group count once in lo, as { "group" = ["Outlet", "host.example"] }; '
            "the table that ships knows few",
        ),
    ] = {}
    independent: Annotated[
        list[str], field_of("outlet", "names or hosts that the shipped table puts in a group, and that this case holds to be on their own")
    ] = []


def settings_for(name: str, shape: type[StageSettings], raw: Mapping[str, Mapping[str, Any]], where: str = "cotejo.toml") -> StageSettings:
    """Decode the settings of one stage; what is not given has its default."""
    return convert(dict(raw.get(name, {})), shape, f'{where}, [stages."{name}"]')


def check_names(raw: Mapping[str, object], known: Iterable[str], where: str) -> None:
    """Refuse settings for a stage that does not exist.

    Raises:
        SettingsError: naming it and those that exist.
    """
    unknown = sorted(set(raw) - set(known))
    if unknown:
        raise SettingsError(f"{where}: no stage is called {', '.join(unknown)}; the stages are {', '.join(known)}.")


SOURCES = (
    "# What `cotejo collect` and `cotejo watch` look at; docs/collect.md lists all settings.",
    "# [[sources]]",
    '# name = "heraldo"',
    '# kind = "feed"  # or sitemap, page, article',
    '# url = "https://heraldo.example.org/feed/"',
)


def template(name: str, shapes: Mapping[str, type[StageSettings]]) -> str:
    """Write a `cotejo.toml` with every setting at its default, its unit and its reason beside it."""
    lines = [
        "# Settings of this case. Evidence lies in blobs/, case.db and audit.jsonl.",
        "[case]",
        f"name = {msgspec.json.encode(name).decode()}",
        "",
        "[run]",
        "# abstention_limit = 100  # abstentions; a run with more ends with exit code 1. Without it none does: a hard sentence is no failure",
        "failure_limit = 0  # units; a run with more failed ones ends with exit code 1: an unexpected error is a fault of the program",
    ]
    lines += ["", *SOURCES]
    for stage, shape in shapes.items():
        fields = msgspec.structs.fields(shape)
        if fields:
            hints = get_type_hints(shape, include_extras=True)
            lines += ["", f'[stages."{stage}"]']
            lines += [f"{field.name} = {written(default_of(field))}  # {describe(hints[field.name])}" for field in fields]
    return "\n".join(lines) + "\n"


def default_of(field: msgspec.structs.FieldInfo) -> object:
    """Give a field's default, made where it is made anew each time."""
    return field.default_factory() if callable(field.default_factory) else field.default


def written(value: object) -> str:
    """Write a default as TOML does."""
    return str(value).lower() if isinstance(value, bool) else repr(value)


def describe(hint: object) -> str:
    """Unit and reason of a setting's annotation."""
    meta = next(found for found in get_args(hint) if isinstance(found, Meta))
    return f"{(meta.extra or {})['unit']}; {meta.description}"
