"""How the weights that ship were made: readers of the data, recipes, scores."""
