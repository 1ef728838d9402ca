"""Which day a written date says."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.scoring.dates import LONGEST, day_of

DAY = dt.date(2018, 3, 25)


@pytest.mark.parametrize(
    "written",
    [
        "2018-03-25",
        "20180325",
        "2018-03-25T23:30:00-05:00",
        "2018-03-25T00:10:00.000Z",
        "20180325T091500Z",
        " 2018-03-25 \n 09:15:00 +0000 UTC",
        "2018/03/25",
        "2018.3.25",
        "25/03/2018",
        "3/25/2018 4:28:19 PM",
        "25.3.2018",
        "March 25, 2018",
        "Mar 25 2018",
        "25th of March 2018",
        "Sunday, 25 March 2018",
        "Sun, 25 Mar 2018 12:00:00 GMT",
        "on Sunday March 25, 2018 @11:40AM",
        "Published on March 25, 2018",
        "Veröffentlicht am 25. März 2018",
        "25. März 2018 um 19:02 Uhr",
        "25 mars 2018 à 9 h 41",
        "25 de marzo de 2018",
        "25 марта 2018",
        "25\u00a0marca 2018",
        "2018年3月25日",
        "2018년 3월 25일",
        "25 มีนาคม 2018",
        "٢٥ مارس ٢٠١٨",
    ],
)
def test_the_day_is_the_one_that_is_written(written: str) -> None:
    """ISO 8601, numbers that can be read in one way, words of many languages; zones are ignored."""
    assert day_of(written) == DAY


@pytest.mark.parametrize(
    "written",
    [
        "03/10/2018",
        "10.3.2018",
        "Published on 10.3.2018",
        "01.02.20",
        "18-03-10",
        "10-Mar-18",
        "2018-02-30",
        "30 February 2018",
        "20181340",
        "March 2018",
        "25 March",
        "2018",
        "yesterday",
        "2 hours ago",
        "20:30",
        "1520640000",
        "2025-11-24, 2025-09-06",
        "Advertisement",
        "25 March 2018, " + "and the story goes on " * 3,
        "",
        None,
    ],
)
def test_what_may_be_two_days_is_none(written: str | None) -> None:
    """Nothing is guessed: an order of numbers, a century, a missing part, a day relative to now."""
    assert day_of(written) is None


def test_a_day_is_itself() -> None:
    """Gold's dates are days already."""
    assert day_of(DAY) is DAY


@given(st.dates(dt.date(1000, 1, 1)), st.times())
def test_every_day_is_read_from_iso(day: dt.date, time: dt.time) -> None:
    """With and without a time."""
    assert day_of(day.isoformat()) == day_of(dt.datetime.combine(day, time).isoformat()) == day


@given(st.text(max_size=LONGEST + 4) | st.from_regex(r"[0-9]{1,4}[-/. ][0-9]{1,2}.{0,9}"))
def test_any_text_is_a_day_or_none(written: str) -> None:
    """Nothing is raised, whatever an extractor calls a date."""
    found = day_of(written)
    assert found is None or type(found) is dt.date
