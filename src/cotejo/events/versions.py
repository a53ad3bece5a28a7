"""Names and versions under which the three stages of this room sign their records."""

LINK_VERSION = "2"
DERIVE_VERSION = "4"
COUNT_VERSION = "1"
LINKED_BY = f"events.link@{LINK_VERSION}"
DERIVED_BY = f"events.derive@{DERIVE_VERSION}"
COUNTED_BY = f"events.count@{COUNT_VERSION}"
