"""The short digests that name pages, golds, files and environments."""

import hashlib


def short_digest(content: bytes) -> str:
    """SHA-256, 16 hex digits."""
    return hashlib.sha256(content).hexdigest()[:16]
