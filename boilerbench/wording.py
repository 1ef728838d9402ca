"""Numbers in sentences."""


def counted(number: int, thing: str) -> str:
    """`1 page`, `8 pages`, `no fault`."""
    if number == 0:
        return f"no {thing}"
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
