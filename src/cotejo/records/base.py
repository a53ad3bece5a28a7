"""The one base class of all nouns: frozen, strictly decoded, named by the hash of its content."""

import hashlib
from functools import cache
from typing import Any, ClassVar, Self, get_args

import msgspec

from cotejo.errors import DamagedRecord

ID_HEX_DIGITS = 16  # 64 bits: at 10 million records of a kind the chance of one collision is 3e-6
CANONICAL = msgspec.json.Encoder(order="sorted")


def content_id(kind: str, key: object) -> str:
    """Name content: `kind-` + the first 16 hex digits of the SHA-256 of its canonical JSON.

    Args:
        kind: the record's type tag, e.g. `claim`.
        key: any JSON-encodable value; mappings are sorted, so that equal content gives equal bytes.

    >>> content_id("span", ["document-1", 0, 4, "casa"])
    'span-7ab0c8c1f5c8d9d0'
    """
    digest = hashlib.sha256(CANONICAL.encode(key)).hexdigest()
    return f"{kind}-{digest[:ID_HEX_DIGITS]}"


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag=str.lower):
    """An immutable noun. `key` names the fields that make its identity; empty means all but `made_by`."""

    key: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        for name in fraction_fields(type(self)):
            value = getattr(self, name)
            if type(value) is int:  # 42 and 42.0 are equal and are written differently; a record comes back as it was
                msgspec.structs.force_setattr(self, name, float(value))

    @classmethod
    def type_name(cls) -> str:
        """Type tag of this record: the class name in lower case."""
        return str(cls.__struct_config__.tag)

    @property
    def id(self) -> str:
        """Content id: the same fields give the same id, on any machine, in any order."""
        names = self.key or tuple(name for name in self.__struct_fields__ if name != "made_by")
        return content_id(self.type_name(), [getattr(self, name) for name in names])

    def as_line(self) -> str:
        """One line of JSON, `type` first, then `id`, then the fields in their order."""
        body = msgspec.to_builtins(self)
        line = {"type": body.pop("type"), "id": self.id} | body
        return msgspec.json.encode(line).decode()

    @classmethod
    def from_line(cls, line: str | bytes) -> Self:
        """Decode one line of JSON strictly ("7" is no 7), and check that its id is its content's.

        Raises:
            DamagedRecord: not JSON, an unknown or missing field, a wrong type, or an id that does not match.
        """
        try:
            body: dict[str, Any] = msgspec.json.decode(line, type=dict[str, Any])
            stated = body.pop("id", None)
            record = msgspec.convert(body, cls, strict=True)
        except (msgspec.MsgspecError, ValueError) as error:
            seen = line[:80] if isinstance(line, str) else line[:80].decode("utf-8", "replace")
            raise DamagedRecord(
                f"not a {cls.type_name()} record: {error}; the line begins {seen!r}. Restore it from an export or re-run the case."
            ) from error
        if stated is not None and stated != record.id:
            raise DamagedRecord(f"{cls.type_name()} {stated} has the content of {record.id}: the line was changed. Restore it from an export.")
        return record


@cache
def fraction_fields(kind: type[Record]) -> tuple[str, ...]:
    """Names of a record's fields that hold a float."""
    return tuple(field.name for field in msgspec.structs.fields(kind) if holds_float(field.type))


def holds_float(hint: object) -> bool:
    """Whether an annotation is float, or has it among its choices."""
    return hint is float or any(holds_float(inner) for inner in get_args(hint))
