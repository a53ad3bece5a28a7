"""`linking.toml` -> the weights and bands of linking, as one frozen record."""

from collections.abc import Collection
from functools import cache

import msgspec

from cotejo.lexicon.load import table


class Bands(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Scores at which claims are joined or shown to a person."""

    join: float
    review: float


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights by feature and outcome; thresholds in days stand beside the weights that they bound."""

    bands: Bands
    place: dict[str, float]
    time: dict[str, float]
    count: dict[str, float]
    actor: dict[str, float]
    action: dict[str, float]
    equipment: dict[str, float]
    lineage: dict[str, float]
    kin: "Kin"

    def group_of(self, event_type: str) -> str:
        """Name the group of types that may speak of one happening: the first of its kin, or the type itself."""
        return next((group[0] for group in self.kin.groups if event_type in group), event_type)

    def may_be_near(self, left: Collection[str], right: Collection[str]) -> bool:
        """Whether a report of one of these types may come back, retold, as one of those."""
        return any(not group.isdisjoint(left) and not group.isdisjoint(right) for group in sets_of(self.kin.near))


class Kin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which types may be one happening, and which when retold; which are reached by a denial of presence; which assert a role or a right."""

    groups: tuple[tuple[str, ...], ...]
    near: tuple[tuple[str, ...], ...]
    presence: tuple[str, ...]
    framing: tuple[str, ...]
    reach_days: int


@cache
def sets_of(groups: tuple[tuple[str, ...], ...]) -> tuple[frozenset[str], ...]:
    """Give groups of types as sets."""
    return tuple(frozenset(group) for group in groups)


@cache
def load_settings() -> Settings:
    """Read the table that ships with the package."""
    return msgspec.convert(table("linking"), Settings)
