"""Candidates for cleaning rules, mined from what an extractor let through."""
