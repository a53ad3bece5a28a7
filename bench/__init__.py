"""Fixed cases, timed."""
