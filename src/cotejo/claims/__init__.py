"""A document -> attributions, claims, and what their words denote."""
