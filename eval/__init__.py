"""Scores against hand codings, each with a naive baseline beside it."""
