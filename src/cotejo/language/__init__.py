"""One reading of a text per language: sentences, tokens, names, numbers, dates."""
