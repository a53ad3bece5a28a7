"""What stops the program: the exception tree.

    CotejoError
    ├── UsageError            the request cannot be carried out as asked (exit code 2)
    │   └── SettingsError     a setting in cotejo.toml or a table is wrong
    └── EvidenceError         what was archived is not what is there (exit code 3)
        ├── DamagedCase       the case folder or its database cannot be read
        ├── DamagedBlob       archived bytes do not match their hash, or are gone
        ├── DamagedRecord     a stored record does not decode or does not match its id
        └── SpanMismatch      a span does not quote the text that it points at

A hard sentence is no error: it is an `Abstention`. Each message says what was seen, where, and what to do.
"""


class CotejoError(Exception):
    """Base of all errors that Cotejo raises on purpose."""

    exit_code = 1


class UsageError(CotejoError):
    """The request cannot be carried out as asked; the message says what to do instead."""

    exit_code = 2


class SettingsError(UsageError):
    """A setting or a lexicon table is wrong; the message names file, place and value."""


class EvidenceError(CotejoError):
    """What was archived is not what is there."""

    exit_code = 3


class DamagedCase(EvidenceError):  # noqa: N818 - named for what is found, as the field says it
    """The case folder or its database cannot be read."""


class DamagedBlob(EvidenceError):  # noqa: N818
    """Archived bytes do not match their hash, or are gone."""


class DamagedRecord(EvidenceError):  # noqa: N818
    """A stored record does not decode, or does not match its id."""


class SpanMismatch(EvidenceError):  # noqa: N818
    """A span does not quote the text that it points at."""
