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
    assert err.endswith("2 of 3 rules not exported: each reason stands above\n")


def test_a_site_has_its_rules_and_the_general_ones(told: Told, rules: Path) -> None:
    """Named by host or by URL."""
    for site in ("x.example", "https://www.x.example/page"):
        out = told("rules", "export", rules, "--to", "css", "--site", site)[1]
        assert out == ".letter\n.promo, #promo\n"
    assert told("rules", "export", rules, "--to", "css", "--site", "y.example")[1] == ".letter\n"


def test_lists_are_json_too(told: Told, rules: Path) -> None:
    """With place, kind and sites; a module is not."""
    out = told("rules", "export", rules, "--to", "trafilatura", "--format", "json")[1]
    row, other = json.loads(out)
    assert (other["place"], other["sites"]) == (f"{rules}:6", "x.example")
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


def test_nothing_left_is_no_success(told: Told, rules: Path, tmp_path: Path) -> None:
    """Exit 1 and a sentence; no file is written."""
    rules.write_text('[[rule]]\nlines = ["Advertisement"]\n')
    out = tmp_path / "list.txt"
    code, _, err = told("rules", "export", rules, "--to", "easylist", "-o", out)
    assert code == 1
    assert f"{rules}:1: lines Advertisement: EasyList lines are about elements" in err
    assert f"no rule is left to export, so {out} is not written" in err
    assert not out.exists()
    code, text, err = told("rules", "export", rules, "--to", "css", "--quiet")
    assert (code, text) == (1, "")
    assert err.endswith("no rule is left to export, so nothing is printed\n")
    assert told("rules", "export", rules, "--to", "ftr", "-o", tmp_path / "new")[0] == 1
    assert not (tmp_path / "new").exists()


def test_site_configs_become_easylist_lines(told: Told, tmp_path: Path) -> None:
    """Their hosts are widened, with one remark; lines of another use and tests are counted."""
    path = tmp_path / "x.example.txt"
    path.write_text(
        "title: //h1\nstrip: //aside\nstrip: //p[re:test(., 'a')]\nstrip: //div[\n"
        "test_url: https://x.example/1\ntest_url: https://x.example/2\n"
    )
    code, out, err = told("rules", "export", path, "--to", "easylist")
    assert (code, out) == (0, "[Adblock Plus 2.0]\nx.example##:xpath(//aside)\n")
    for said in (
        f"{path}:3: xpath //p[re:test(., 'a')] on =x.example: it needs regular expressions",
        f"{path}:5: 2 tests: EasyList has no tests",
        f"{path}:1: 1 line, the first of them 'title: //h1': it finds what a page says",
        f"{path}:4: 1 malformed line, the first of them 'strip: //div[': column",
    ):
        assert f"not exported: {said}" in err
    assert f"{path}:2: 1 rule widened, this one first: EasyList has no '=x.example'" in err
    assert err.endswith("1 of 2 rules not exported: each reason stands above\n")


def test_formats_are_named_for_whom_they_are(told: Told, rules: Path) -> None:
    """A program's name leads to the format it reads."""
    code, _, err = told("rules", "export", rules, "--to", "ublock")
    assert code == 2
    assert "no format 'ublock' to export to: ublock reads easylist." in err
    assert "did you mean 'python'" in told("rules", "export", rules, "--to", "pyhton")[2]
