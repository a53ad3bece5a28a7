"""Tables of words with their sources, and the gazetteer."""
