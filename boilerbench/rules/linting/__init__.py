"""Faults of rule files: what contradicts, does nothing, takes too much or takes too long."""
