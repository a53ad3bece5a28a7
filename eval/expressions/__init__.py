"""Sentences with their times and counts, made here -> share read exactly, half of them frozen."""
