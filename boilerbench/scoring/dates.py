"""The day that a date says, in the many ways dates are written; none where it may be two."""

import datetime as dt
import re
from functools import lru_cache
from typing import Final

LONGEST: Final = 64
"""Characters of a written date; what is longer is text in which a date may stand."""

# dateparser knows two hundred languages, and takes eight seconds to load them all.
LANGUAGES: Final = (
    *("ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr"),
    *("he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "nb", "nl", "pl", "pt"),
    *("ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "ur", "vi", "zh"),
)
_ORDERS = ("MDY", "DMY", "YMD")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d|\d{8})(?:[T ]\d\d.*)?", re.ASCII)
# What dateparser stumbles over: "à 9 h 41" behind a date, and "Published on" in front of it.
_TIME = re.compile(r"\s+(?:\S{1,3}\s+)?\d{1,2}\s?[:hH]\s?\d{2}\b.*")
_WORD = re.compile(r"^[^\W\d]+:?\s+")


@lru_cache(maxsize=4096)
def day_of(written: str | dt.date | None) -> dt.date | None:
    """The day as it is written, whatever time and zone stand behind it.

    ISO 8601, or anything that dateparser reads in the same way with the month, the day and the
    year in front: 03/10/2018 may be two days and so is none, 25/10/2018 and 2018/10/03 are one.
    Day, month and year must all be there; words such as "yesterday" are no date.
    """
    if written is None or isinstance(written, dt.date):
        return written
    text = " ".join(written.split())
    if (iso := _ISO.fullmatch(text)) is not None:
        return _iso_day(iso[1])
    if not 6 <= len(text) <= LONGEST:
        return None
    shorter = _WORD.sub("", text)
    readings = dict.fromkeys((text, _TIME.sub("", text), shorter, _WORD.sub("", shorter)))
    return next((day for reading in readings if (day := _worded_day(reading))), None)


def _iso_day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _worded_day(text: str) -> dt.date | None:
    """The one day that a text says in every order of its numbers."""
    days: set[dt.date] = set()
    for order in _ORDERS:
        day = _day_in_order(text, order)
        if day is None:
            return None
        days.add(day)
    return days.pop() if len(days) == 1 else None


def _day_in_order(text: str, order: str) -> dt.date | None:
    from dateparser import parse  # noqa: PLC0415  # most dates are ISO dates and need none of it

    found = parse(
        text,
        languages=list(LANGUAGES),
        settings={
            "DATE_ORDER": order,
            "PREFER_LOCALE_DATE_ORDER": False,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
        },
    )
    return None if found is None else found.date()
