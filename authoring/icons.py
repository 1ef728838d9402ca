"""Inline icons, drawn for the corpus."""

_PATHS = {
    "menu": "M3 6h18v2H3zM3 11h18v2H3zM3 16h18v2H3z",
    "close": "M6 5 12 11 18 5 19 6 13 12 19 18 18 19 12 13 6 19 5 18 11 12 5 6z",
    "search": "M10 4a6 6 0 1 0 3.7 10.7L19 20l1-1-5.3-5.3A6 6 0 0 0 10 4zm0 2a4 4 0 1 1 0 8 4 4 0 0 1 0-8z",
    "share": "M18 8a3 3 0 1 0-2.9-3.7L8.9 7.4a3 3 0 1 0 0 5.2l6.2 3.1A3 3 0 1 0 16 14L9.8 10.9V9.1L16 6a3 3 0 0 0 2 2z",
    "facebook": "M14 8h3V4h-3c-2.8 0-4 1.8-4 4v2H7v4h3v8h4v-8h3l1-4h-4V8z",
    "mail": "M3 6h18v12H3zM5 8l7 5 7-5",
    "print": "M7 3h10v5H7zM4 9h16v8h-3v4H7v-4H4zM9 15v4h6v-4z",
    "bookmark": "M6 3h12v18l-6-4-6 4z",
    "play": "M7 4l13 8-13 8z",
    "arrow": "M5 11h11l-4-4 1.4-1.4L20 12l-6.6 6.4L12 17l4-4H5z",
    "user": "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 20c0-4 4-6 8-6s8 2 8 6z",
    "cart": "M3 4h3l2 10h10l2-7H8M9 18a2 2 0 1 0 .1 0zM17 18a2 2 0 1 0 .1 0z",
    "star": "M12 3l2.7 6 6.3.6-4.8 4.3 1.4 6.3L12 17l-5.6 3.2 1.4-6.3L3 9.6 9.3 9z",
    "heart": "M12 20S3 14 3 8.500A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 9 1.500C21 14 12 20 12 20z",
    "comment": "M4 4h16v12h-9l-5 4v-4H4z",
    "clock": "M12 3a9 9 0 1 0 .1 0zM11 7h2v5l4 2-1 2-5-3z",
    "pin": "M12 2a7 7 0 0 1 7 7c0 5-7 13-7 13S5 14 5 9a7 7 0 0 1 7-7zm0 4a3 3 0 1 0 .1 0z",
    "phone": "M5 3h4l2 5-3 2a12 12 0 0 0 6 6l2-3 5 2v4c0 1-1 2-2 2A17 17 0 0 1 3 5c0-1 1-2 2-2z",
    "download": "M11 3h2v9l3-3 1.4 1.400L12 16l-5.4-5.600L8 9l3 3zM4 18h16v2H4z",
    "globe": "M12 3a9 9 0 1 0 .1 0zM3 11h18v2H3zM11 3h2v18h-2z",
}


def icon(name: str, size: int = 24) -> str:
    """The `<svg>` of that name; KeyError where there is none."""
    return (
        f'<svg class="icon icon-{name}" viewBox="0 0 24 24" width="{size}" height="{size}" '
        f'aria-hidden="true" focusable="false"><path d="{_PATHS[name]}" fill="currentColor"></path></svg>'
    )
