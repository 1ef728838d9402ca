"""`boilerbench rules check`: findings with their places, severities, codes, exit codes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Told = Callable[..., tuple[int, str, str]]
MakeCorpus = Callable[..., Path]

RULES = """
[[rule]]
kind = "advertisement"
token = "ad"
match = "inside"

[[rule]]
css = "body > p"

[[rule]]
phrase = "Advertisement"
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Three rules, each with a fault."""
    path = tmp_path / "rules.toml"
    path.write_text(RULES)
    return path


def test_findings_stand_at_their_rules(told: Told, rules: Path, make_corpus: MakeCorpus) -> None:
    """File and line, code, rule, fault and remedy; exit 1 for an error."""
    code, out, err = told("rules", "check", rules, "--corpus", make_corpus(2))
    assert code == 1
    lines = out.splitlines()
    assert lines[0].startswith(f"{rules}:2: W01 token ad (inside): 'ad' stands inside innocent")
    assert [line.split(": ")[1][:3] for line in lines[:-1]] == ["W01", "W03", "M01", "W04"]
    assert lines[-1] == f"{rules}: 3 rules, 3 errors, 1 warning."
    assert f"trying 3 rules of {rules} on 2 pages" in err


def test_what_counts_can_be_chosen(told: Told, rules: Path) -> None:
    """`--select`, `--ignore`, and `--strict` for warnings; without pages nothing is tried."""
    bare = ("rules", "check", rules, "--no-corpus")
    assert told(*bare, "--select", "W04")[0] == 0
    assert told(*bare, "--select", "W04", "--strict")[0] == 1
    code, out, err = told(*bare, "--ignore", "W0", "--ignore", "M")
    assert (code, out, err) == (0, f"{rules}: 3 rules, no error, no warning.\n", "")
    assert told(*bare, "--select", "Q")[0] == 2
    assert told(*bare, "--limit", "3")[0] == 2
    assert told("rules", "check")[0] == 2
    assert told("rules", "check", "none.toml")[0] == 3


def test_formats_are_for_programs(told: Told, rules: Path) -> None:
    """A row for each finding, of all files."""
    rows = json.loads(told("rules", "check", rules, "--no-corpus", "--format", "json")[1])
    assert [(row["code"], row["severity"]) for row in rows] == [
        ("W01", "error"),
        ("W03", "error"),
        ("W04", "warning"),
    ]
    assert rows[1]["place"] == f"{rules}:7"
    assert rows[1]["rule"] == "css body > p"
    assert "| W01 " in told("rules", "check", "--codes", "--format", "github")[1].replace(
        "|W", "| W"
    )


def test_many_alike_are_cut_and_notes_counted(told: Told, tmp_path: Path) -> None:
    """Ten of a code are shown, unless all are wanted."""
    path = tmp_path / "list.txt"
    path.write_text("||ads.example^\n" + "".join(f"##.q{n}:has-text(x)\n" for n in range(12)))
    code, out, _ = told("rules", "check", path, "--no-corpus")
    assert code == 0
    assert out.count(": P01 ") == 10
    assert "… 2 more of P01 generic-procedural: `--select P01 --all` lists them." in out
    assert out.endswith("12 rules, no error, 12 warnings, 1 note.\n")
    assert f"{path}:1: U01 1 line, the first of them" in out
    assert told("rules", "check", path, "--no-corpus", "--all")[1].count(": P01 ") == 12


def test_tests_of_a_site_config_are_counted(
    told: Told, tmp_path: Path, make_corpus: MakeCorpus
) -> None:
    """Those whose page the corpus has are run."""
    path = tmp_path / "www.site0.example.txt"
    path.write_text(
        "strip: //footer\n\ntest_url: https://www.site0.example/page0\n"
        "test_contains: All rights reserved\ntest_url: https://www.site0.example/other\n"
    )
    code, out, err = told("rules", "check", path, "--corpus", make_corpus(1))
    assert code == 1
    assert f"{path}:3: T01 the rules take 'All rights reserved' away from https://" in out
    assert f"2 tests of {path}: the corpus has the pages of 1\n" in err


def test_malformed_lines_are_warnings(told: Told, tmp_path: Path) -> None:
    """Each at its place, of lists and of site configs; lines of another use stay notes."""
    path = tmp_path / "list.txt"
    path.write_text("##.advert-box\ncnn.example##.x[\nbbc.example##.x[\n||ads.example^\n")
    code, out, _ = told("rules", "check", path, "--no-corpus")
    assert code == 0
    assert f"{path}:2: U02 'cnn.example##.x[' is not applied: column " in out
    assert f"{path}:3: U02 " in out
    assert out.endswith("1 rule, no error, 2 warnings, 1 note.\n")
    assert told("rules", "check", path, "--no-corpus", "--strict")[0] == 1
    path = tmp_path / "x.example.txt"
    path.write_text("strip: //aside\nstrip: //div[\nstrp: //p\ntitle: //h1\n")
    out = told("rules", "check", path, "--no-corpus", "--select", "U")[1]
    assert [line.split(": ")[1][:3] for line in out.splitlines()[:-1]] == ["U02", "U02", "U01"]


def test_a_file_without_rules_is_told(told: Told, tmp_path: Path) -> None:
    """No error is nothing to be glad of there."""
    path = tmp_path / "empty.toml"
    path.write_text("")
    code, out, _ = told("rules", "check", path)
    assert code == 0
    assert out.endswith(f"{path} has no rules: it takes nothing away.\n")
