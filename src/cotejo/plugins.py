"""The built-ins and guests: entry points."""
