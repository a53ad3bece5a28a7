"""The nouns. Import each from its module; `codec` reads and writes them as JSON lines."""
