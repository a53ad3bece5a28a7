"""Origins, links and findings -> verdicts, sentences, and the dossier in the formats that people and tools read."""
