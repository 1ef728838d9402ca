"""Megabytes, as every table has them."""

from typing import Final

MEGABYTE: Final = 1 << 20


def megabytes(size: float) -> float:
    """A number of bytes in megabytes of 2^20, to a tenth."""
    return round(size / MEGABYTE, 1)
