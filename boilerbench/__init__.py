"""Measure boilerplate removal: extractors against gold corpora."""
