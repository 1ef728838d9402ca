from dataclasses import replace
from pathlib import Path

import pytest

from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.facts import with_facts
from boilerbench.corpora.recorded_facts import detected_facts, with_recorded_facts
from boilerbench.records import DetectedFacts, Gold, HtmlBytes, Page

HTML = b"<html lang=fr><link rel=canonical href=https://a.example/x><p>Bonjour.</p>"


class Unread:
    """A page whose bytes must not be asked for."""

    def read(self) -> bytes:
        raise AssertionError("the page was read")


def made(page: Page) -> Corpus:
    return Corpus("made", "made", (page,))


PAGE = Page("p", HtmlBytes(HTML), Gold(text="Bonjour."))
UNREAD = replace(PAGE, source=Unread())


def test_what_was_detected_is_not_detected_again() -> None:
    """From its record a corpus is as detection left it, and no page is read."""
    found = with_facts(made(PAGE))
    recorded = detected_facts(found)
    assert recorded == {"p": DetectedFacts(url="https://a.example/x", language="fr")}
    (again,) = with_recorded_facts(made(UNREAD), recorded).pages
    (first,) = found.pages
    assert replace(again, source=first.source) == first
    assert again.detected == ("url", "language")


def test_what_the_source_says_wins() -> None:
    """A fact that the source states by now is no longer taken from the record."""
    recorded = {"p": DetectedFacts(url="https://a.example/x", language="fr")}
    (page,) = with_recorded_facts(made(replace(UNREAD, language="de")), recorded).pages
    assert (page.language, page.detected) == ("de", ("url",))


def test_nothing_found_is_a_record_too() -> None:
    """A page of which nothing was to be found out is not read again either."""
    corpus = with_facts(made(replace(PAGE, source=HtmlBytes(b""))))
    recorded = detected_facts(corpus)
    assert recorded == {"p": DetectedFacts()}
    (page,) = with_recorded_facts(made(UNREAD), recorded).pages
    assert (page.url, page.language, page.detected) == (None, None, ())


def test_a_page_without_a_record_is_read() -> None:
    """A run that recorded nothing, as old ones did, has its pages read."""
    assert with_recorded_facts(made(PAGE), {}) == with_facts(made(PAGE))


def test_pages_whose_source_says_all_need_no_record() -> None:
    """Nothing is recorded of a page that names its URL and language, and it is not read."""
    page = replace(UNREAD, url="https://a.example/", language="fr")
    assert detected_facts(made(page)) == {}
    assert with_recorded_facts(made(page), {}).pages == (page,)


def test_pages_keep_their_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Recorded, read and guessed pages stay in order; no code of this folder is run for it."""
    (tmp_path / "json.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    german = "Die Fähre verließ den Hafen im Morgengrauen mit vierzig Leuten an Bord."
    untold = replace(PAGE, id="guessed", source=HtmlBytes(f"<p>{german}</p>".encode()))
    corpus = Corpus("made", "made", (untold, UNREAD, replace(PAGE, id="told")))
    recorded = {"p": DetectedFacts(url="https://a.example/x", language="fr")}
    found = with_recorded_facts(corpus, recorded).pages
    assert [(page.id, page.language) for page in found] == [
        ("guessed", "de"),
        ("p", "fr"),
        ("told", "fr"),
    ]
    assert [page.detected for page in found] == [("language",), *[("url", "language")] * 2]
