"""Cleaning rules: what would they remove, what would they destroy, which are missing."""
