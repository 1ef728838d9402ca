"""`boilerbench rules export`: what is written, where to, and what is told of the rest."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Told = Callable[..., tuple[int, str, str]]

RULES = """
[[rule]]
kind = "newsletter"
css = ".letter"

[[rule]]
token = "promo"
sites = ["x.example"]

[[rule]]
lines = ["Advertisement"]
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Rules of pages, general and of a site, and one of text."""
    path = tmp_path / "rules.toml"
    path.write_text(RULES)
    return path


def test_what_a_format_cannot_say_is_told(told: Told, rules: Path) -> None:
    """Each rule with its place and the reason, even under `--quiet`."""
    code, out, err = told("rules", "export", rules, "--to", "css", "--quiet")
    assert (code, out) == (0, ".letter\n")
    assert f"not exported: {rules}:6: token promo on x.example: it is for some sites only" in err
    assert f"not exported: {rules}:10: lines Advertisement: it is about an extractor's text" in err
    err = told("rules", "export", rules, "--to", "css")[2]
    assert err.endswith("2 rules left out, as css cannot say them\n")


def test_a_site_has_its_rules_and_the_general_ones(told: Told, rules: Path) -> None:
    """Named by host or by URL."""
    for site in ("x.example", "https://www.x.example/page"):
        out = told("rules", "export", rules, "--to", "css", "--site", site)[1]
        assert out == ".letter\n.promo, #promo\n"
    assert told("rules", "export", rules, "--to", "css", "--site", "y.example")[1] == ".letter\n"


def test_lists_are_json_too(told: Told, rules: Path) -> None:
    """With place and kind; a module is not."""
    out = told("rules", "export", rules, "--to", "trafilatura", "--format", "json")[1]
    (row,) = json.loads(out)
    assert (row["place"], row["kind"]) == (f"{rules}:2", "newsletter")
    assert "letter" in row["xpath"]
    assert told("rules", "export", rules, "--to", "python", "--format", "json")[0] == 2


def test_files_and_folders_are_written(told: Told, rules: Path, tmp_path: Path) -> None:
    """Site configs are a folder's worth; what cannot be written is told."""
    out = tmp_path / "list.txt"
    assert told("rules", "export", rules, "--to", "easylist", "-o", out)[:2] == (0, "")
    assert "##.letter" in out.read_text()
    folder = tmp_path / "configs"
    assert told("rules", "export", rules, "--to", "ftr", "-o", folder)[0] == 0
    assert (folder / "x.example.txt").exists()
    assert told("rules", "export", rules, "--to", "css", "-o", tmp_path)[0] == 2
    assert told("rules", "export", rules, "--to", "ftr", "-o", rules / "x")[0] == 2
    assert told("rules", "export", rules, "--to", "ftr")[0] == 3


def test_remarks_are_told_unless_quiet(told: Told, tmp_path: Path) -> None:
    """XPath's text has scripts in it."""
    path = tmp_path / "list.txt"
    path.write_text("##p.a:has-text(Advertisement)\n")
    err = told("rules", "export", path, "--to", "xpath")[2]
    assert "there the text of scripts counts as well" in err
    assert told("rules", "export", path, "--to", "xpath", "--quiet")[2] == ""
