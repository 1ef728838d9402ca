"""Marks of annotation tools in a page would tell an extractor the answer: they are found."""

from pathlib import Path

import pytest

from boilerbench.corpora.boilerbench import read_unchecked
from boilerbench.corpora.checks import faults


@pytest.mark.parametrize(
    "markup",
    [
        '<p cc-select="true">One</p>',
        '<p data-anno-uid="7">One</p>',
        '<p class="big x-nc-sel2">One</p>',
        '<p __boilernet_label="1">One</p>',
        "<p x-gold>One</p>",
        '<p class="victor_other">One</p>',
    ],
)
def test_a_mark_is_a_fault(tmp_path: Path, markup: str) -> None:
    """WebMainBench's, BoilerNet's, L3S-GN1's, Victor's, and those of our own sources."""
    (tmp_path / "a.html").write_text(f"<html><body>{markup}", encoding="utf-8")
    (tmp_path / "a.toml").write_text('text = "One"', encoding="utf-8")
    (fault,) = faults(read_unchecked(tmp_path).pages[0])
    assert fault.field == "html"
    assert "on 1 element tells an extractor what is gold" in fault.found


def test_ordinary_names_are_no_marks(tmp_path: Path) -> None:
    """Classes and attributes of the web that only resemble them pass."""
    page = '<p class="newsletter x-noise-reduction" x-on:click="a" data-annotation="b">One</p>'
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (tmp_path / "a.toml").write_text('text = "One"', encoding="utf-8")
    assert list(faults(read_unchecked(tmp_path).pages[0])) == []


def test_gold_may_stand_where_only_scripts_show_it(tmp_path: Path) -> None:
    """In a template or a JSON script; a phrase that must not appear may not."""
    page = '<template><p>One</p></template><script type="application/json">["Two"]</script><p>x'
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (tmp_path / "a.toml").write_text('text = "One\\nTwo"\nlacks = ["Two"]', encoding="utf-8")
    found = [fault.field for fault in faults(read_unchecked(tmp_path).pages[0])]
    assert found == ["lacks 1", "lacks 1"]
