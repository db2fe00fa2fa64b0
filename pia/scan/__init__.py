"""Stage 1: batches x recognizers -> findings."""
