"""Lineage cases made here: who rests on whom, per event and per detail; distortions and paraphrases; their scorer and its baselines."""
