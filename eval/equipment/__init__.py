"""Names of systems with their classes, and how many are told right."""
