"""Claims of many documents -> events, derivations and independent origins."""
