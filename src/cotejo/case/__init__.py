"""A case is one folder: bytes that never change, records that are only added, a log that is a chain."""
