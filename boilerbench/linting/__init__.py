"""Faults of any gold corpus: of its gold, its snippets, its pages, and among its pages."""
