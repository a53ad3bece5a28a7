"""What a command comes to -> the exit code that says so."""

DONE = 0
ABOVE_LIMIT = 1  # abstentions or failures beyond what cotejo.toml allows
USAGE = 2
DAMAGED = 3
