"""`linking.toml` -> the weights and bands of linking, as one frozen record."""

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


class Kin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which types may be one happening; which are reached by a denial of presence; which assert a role or a right."""

    groups: tuple[tuple[str, ...], ...]
    presence: tuple[str, ...]
    framing: tuple[str, ...]
    reach_days: int


@cache
def load_settings() -> Settings:
    """Read the table that ships with the package."""
    return msgspec.convert(table("linking"), Settings)
