"""The order of the stages: one list (`stages`); and what is done with it: add, run, read one text, export."""
