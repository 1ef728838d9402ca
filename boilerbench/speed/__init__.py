"""Speed that can be believed: the timing protocol, and what may be concluded from its samples."""
