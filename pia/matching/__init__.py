"""Regular expressions as one lazily built automaton, walked by compiled code."""
