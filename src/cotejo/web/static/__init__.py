"""Files that the browser loads: our own, none from elsewhere."""
