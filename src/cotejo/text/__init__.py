"""Offset-safe text tools; they take their words as arguments."""
