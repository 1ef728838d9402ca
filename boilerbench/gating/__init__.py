"""The gate: a run against a committed baseline, and what of it is a regression."""
