"""Where work runs: three verbs (map, group, cluster). No room knows which engine runs it."""
