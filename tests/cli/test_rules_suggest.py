"""`boilerbench rules suggest`: from outputs to a table and a rule file that can be read again."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from boilerbench.rules.model import Token
from boilerbench.rules.syntaxes import read_rules

Told = Callable[..., tuple[int, str, str]]

STORY = "The ferry {n} of this harbour is late again today. Nobody on the pier minds the rain."
PAGE = """<html><body><p>{story}</p><div class="newsletter-box">Sign up for our letter</div>
<p class="css-1x2y3z">Weather: rain {n} degrees</p></body></html>"""
GOLD = '''url = "https://www.site{n}.example/"
text = """{story}"""
[[noise]]
kind = "newsletter"
text = "Sign up for our letter"
[[noise]]
kind = "other"
text = "Weather: rain {n} degrees"
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four pages of four sites, a form and a weather line on each."""
    root = tmp_path / "harbour"
    root.mkdir()
    for n in range(4):
        story = STORY.format(n=n)
        (root / f"page{n}.html").write_text(PAGE.format(story=story, n=n), encoding="utf-8")
        (root / f"page{n}.toml").write_text(GOLD.format(story=story, n=n), encoding="utf-8")
    return root


@pytest.fixture
def whole(folder: Path, tmp_path: Path) -> Path:
    """Stored outputs that hold all of each page."""
    stored = {
        f"page{n}": f"{STORY.format(n=n)}\nSign up for our letter\nWeather: rain {n} degrees"
        for n in range(4)
    }
    file = tmp_path / "whole.json"
    file.write_text(json.dumps({name: {"articleBody": text} for name, text in stored.items()}))
    return file


def test_a_table_and_a_file(told: Told, folder: Path, whole: Path) -> None:
    """The extractor runs at once; the rules are printed, written with their evidence, and read."""
    code, out, err = told(
        "rules", "suggest", "--extractor", f"whole=outputs:{whole}", "--corpus", folder,
        "-o", "found.toml",
    )  # fmt: skip  # one command
    assert code == 0, err
    row = next(line.split() for line in out.splitlines() if "newsletter-box" in line)
    assert row == ["token", "newsletter-box", "newsletter", "20", "20", "0", "4", "4"]
    assert "brittle" in out
    assert "css-1x2y3z is a name that a build tool made" in " ".join(out.split())
    assert "Mined on 4 pages (4 sites) of harbour" in out
    assert "the figures of the table are of these same pages" in " ".join(out.split())
    assert "found.toml is written" in err
    rules = read_rules(Path("found.toml")).rules
    assert rules[0].what == Token("newsletter-box")
    assert rules[0].note.startswith("20 leaked words on 4 pages of 4 sites: Sign up")
    assert "brittle" in rules[1].note


def test_half_of_the_sites_are_held_out(told: Told, folder: Path, whole: Path) -> None:
    """Two columns more say what the rules do on sites that were not looked at."""
    spec = f"whole=outputs:{whole}"
    asked = ("rules", "suggest", "--extractor", spec, "--corpus", folder, "--held-out", "--quiet")
    code, out, err = told(*asked)
    assert (code, err) == (0, "")
    row = next(line.split() for line in out.splitlines() if "newsletter-box" in line)
    assert row == ["token", "newsletter-box", "newsletter", "10", "10", "0", "2", "2", "10", "0"]
    assert "Held out, and not looked at before: 2 pages (2 sites)" in out


def test_an_earlier_run_is_mined_again(told: Told, folder: Path, whole: Path) -> None:
    """RUN is read as it is, its only extractor needs no name, and json has everything."""
    told("run", f"whole=outputs:{whole}", "nothing", "--corpus", folder, "--out", "run", "--quiet")
    code, out, err = told("rules", "suggest", "run", "--format", "json", "--limit-rules", 1)
    assert code == 0, err
    found = json.loads(out)
    assert found["left_out"] == 1
    assert found["rules"][0]["rule"]["what"] == {
        "type": "token",
        "token": "newsletter-box",
        "match": "whole",
    }
    code, out, _ = told("rules", "suggest", "run", "--limit-rules", 1)
    assert "1 further rule" in out
    code, out, _ = told("rules", "suggest", "run", "--format", "csv")
    assert out.splitlines()[0].startswith("rule,kind,leaked words")
    code, out, _ = told("rules", "suggest", "run", "--sites", 5, "--pages", "page1")
    assert "token newsletter-box on site1.example" in out


def test_which_extractor_has_to_be_said(told: Told, folder: Path, whole: Path) -> None:
    """Of a run with several, and of one that has none of that name."""
    specs = f"a=outputs:{whole}", f"b=outputs:{whole}"
    told("run", *specs, "--corpus", folder, "--out", "run", "--quiet")
    code, _, err = told("rules", "suggest", "run")
    assert code == 2
    assert "say which with --extractor" in err
    assert told("rules", "suggest", "run", "--extractor", "c")[0] == 2
    assert told("rules", "suggest", "run", "--extractor", "b")[0] == 0


def test_what_cannot_run_is_said(told: Told, folder: Path) -> None:
    """An extractor that is unavailable gives the reason and no rules."""
    code, _, err = told(
        "rules", "suggest", "--extractor", "exec:/no/such/program", "--corpus", folder
    )
    assert code != 0
    assert "no/such/program" in err


def test_pages_without_gold_and_without_answer_are_told(told: Told, tmp_path: Path) -> None:
    """Losses there are unknown, and the heading of the column is explained."""
    root = tmp_path / "bare"
    root.mkdir()
    for n, word in enumerate(("rain", "snow", "hail")):
        html = PAGE.format(story=f"The {word} is late again today.", n=n)
        (root / f"page{n}.html").write_text(html, encoding="utf-8")
        (root / f"page{n}.toml").write_text(
            f'url = "https://one.example/{n}"\ndrafted = ["text"]\n', encoding="utf-8"
        )
    outputs = {
        f"page{n}": {"articleBody": f"The {word} is late again today.\nSign up for our letter"}
        for n, word in enumerate(("rain", "snow", "hail"))
    }
    file = tmp_path / "bare.json"
    file.write_text(json.dumps(outputs))
    code, out, err = told(
        "rules", "suggest", "--extractor", f"bare=outputs:{file}", "--corpus", root, "--quiet"
    )
    assert code == 0, err
    assert "No gold on 3 pages: losses unknown" in out
    assert "newsletter-box" in out


def test_what_to_type_next_follows_what_was_typed(told: Told, folder: Path, whole: Path) -> None:
    """The same again with its options, or, where rules are written, what to do with them."""
    told("run", f"whole=outputs:{whole}", "--corpus", folder, "--out", "run", "--quiet")
    asked = ("rules", "suggest", "run", "--held-out", "--sites", 1, "--wide")
    out = " ".join(told(*asked)[1].split())
    assert "--sites 1 --held-out -o found.toml`, read it" in out
    out = " ".join(told(*asked, "-o", "mine.toml")[1].split())
    assert "Next: read mine.toml, and `boilerbench rules ledger mine.toml --extractor" in out
    assert "rules suggest run" not in out
    code, _, err = told(*asked, "--timeout", 3)
    assert (code, "outputs of a run are there already: leave out --timeout" in err) == (2, True)
