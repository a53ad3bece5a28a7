"""Pages in the markup of the systems that newsrooms use, filled with articles of our own; and how well they are read."""
