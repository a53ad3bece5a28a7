"""Flight samples, pictures and published reference values -> how right the checks are."""
