"""The bench: starts the systems, puts load on them in turns, and writes down what was seen."""
