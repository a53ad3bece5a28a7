"""Exhibits and claims -> findings, one facet each, in four words."""
