"""`boilerbench rules apply`, and `--rules` of `run` and `speed`, as a user types them."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from boilerbench.rules.pruning import control_of
from boilerbench.shipped import shipped

Told = Callable[..., tuple[int, str, str]]

SUMMIT = shipped("corpus") / "news" / "summit.html"
RULES = """[[rule]]
kind = "newsletter"
css = "form.newsletter-form"

[[rule]]
kind = "skip-link"
lines = ["Advertisement", "Continue reading the main story"]

[[rule]]
repeated = 2
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A rule file with rules of pages, of text and of sites."""
    file = tmp_path / "my.toml"
    file.write_text(RULES, encoding="utf-8")
    return file


def stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Let a command read this from its standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_a_page_comes_out_cleaned_with_a_trace(told: Told, rules: Path) -> None:
    """The page on stdout, on stderr which rule took which text from which element."""
    code, out, err = told("rules", "apply", rules, SUMMIT)
    assert code == 0
    assert "<form" in SUMMIT.read_text(encoding="utf-8")
    assert 'class="newsletter-form"' not in out
    assert f"{rules}:1 css form.newsletter-form (newsletter) at" in err
    assert "Parsed and serialised alone it goes from" in err
    assert "Please verify you're not a robot" in err


def test_bytes_are_untouched_where_no_rule_fires(told: Told, tmp_path: Path, rules: Path) -> None:
    """A page in another encoding comes out byte for byte, and it is said that nothing changed."""
    page, out = tmp_path / "page.html", tmp_path / "out.html"
    page.write_bytes("<p>Caf\xe9 & <b>tags".encode("latin-1"))
    code, _, err = told("rules", "apply", rules, page, "-o", out)
    assert code == 0
    assert out.read_bytes() == page.read_bytes()
    assert "no rule fires, nothing is changed" in err


def test_an_extractor_makes_a_text_that_is_cleaned_too(
    told: Told, tmp_path: Path, rules: Path
) -> None:
    """Both kinds of rules have done their work on what comes out, and the trace is JSON lines."""
    out, trace = tmp_path / "out.txt", tmp_path / "trace.jsonl"
    arguments = ["rules", "apply", rules, SUMMIT, "--extractor", "lxml-text", "--quiet"]
    code, _, err = told(*arguments, "-o", out, "--trace", trace)
    assert (code, err) == (0, "")
    text = out.read_text(encoding="utf-8")
    assert "not a robot" not in text
    assert "Advertisement\nContinue reading the main story" not in text
    rows = [json.loads(line) for line in trace.read_text().splitlines()]
    assert {row["kind"] for row in rows} == {"newsletter", "skip-link"}
    assert {row["place"] for row in rows} == {f"{rules}:1", f"{rules}:5"}
    assert all(row["input"] == "summit.html" and row["text"] for row in rows)


def test_stdin_is_a_page_or_a_text(
    told: Told, rules: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """HTML unless it is said to be text; a URL says its site."""
    out = tmp_path / "out"
    stdin(monkeypatch, b"a\n\nAdvertisement\nContinue reading the main story\n\nb\n")
    assert told("rules", "apply", rules, "-", "--text", "-o", out)[0] == 0
    assert out.read_text() == "a\n\nb\n"
    own = tmp_path / "own.toml"
    own.write_text('[[rule]]\nphrase = "ad"\nsites = ["a.com"]\n')
    for url, wanted in (("https://a.com/x", "an\n"), ("https://b.com/x", "an ad\n")):
        stdin(monkeypatch, b"an ad\n")
        assert told("rules", "apply", own, "-", "--text", "--url", url, "-o", out)[0] == 0
        assert out.read_text() == wanted


def test_rules_of_the_other_form_are_counted(told: Told, tmp_path: Path, rules: Path) -> None:
    """A page has no text for rules of text, a text no elements; one input is told of --url."""
    text = tmp_path / "one.txt"
    text.write_text("Story\n")
    err = told("rules", "apply", rules, SUMMIT)[2]
    assert "2 rules of text did nothing: a page stays a page without --extractor." in err
    err = told("rules", "apply", rules, text)[2]
    assert "1 rule of pages did nothing: here are texts only." in err
    assert "1 rule on what a site repeats did nothing in what is without an address: --url" in err


def test_what_is_kept_is_one_line(told: Told, tmp_path: Path, rules: Path) -> None:
    """However many elements stand around it; an element without text is said to have none."""
    page = tmp_path / "page.html"
    page.write_text("<main>a</main><script>x</script><script>y</script><p>b</p><hr class=ad>")
    rules.write_text('[[rule]]\ncss = "main"\nkeep = true\n[[rule]]\ntoken = "ad"\n')
    _, out, err = told("rules", "apply", rules, page)
    assert "<main>a</main></body>" in out
    assert f"{rules}:1 keep css main (other): 4 places, 3 of them without text" in err
    assert "token ad (other) at body > hr.ad: no text" in err


def test_the_control_is_written_on_demand(told: Told, tmp_path: Path, rules: Path) -> None:
    """The page parsed and serialised with nothing removed."""
    out = tmp_path / "out.html"
    code, _, err = told("rules", "apply", rules, SUMMIT, "--control", "-o", out)
    assert code == 0
    assert out.read_bytes() == control_of(SUMMIT.read_bytes())
    assert "only parsed and serialised" in err


def test_an_extractor_that_fails_is_told_and_leaves_no_file(
    told: Told, tmp_path: Path, rules: Path
) -> None:
    """Exit code 4, the reason on stderr, nothing written in its name."""
    (tmp_path / "bad.py").write_text(
        '# /// script\n# dependencies = []\n# ///\n"""Raises."""\n\n\n'
        'def extract(html, url=None):\n    raise ValueError("no such luck")\n'
    )
    out = tmp_path / "out.txt"
    code, _, err = told("rules", "apply", rules, SUMMIT, "--extractor", "./bad.py", "-o", out)
    assert code == 4
    assert "no such luck" in err
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nowhere.toml", "page.html"], 3, "nowhere.toml: the rules cannot be read"),
        (["my.toml", "nowhere.html"], 3, "nowhere.html cannot be read"),
        (["my.toml", "."], 2, "name it with -o"),
        (["my.toml", ".", "-o", "x", "--url", "u"], 2, "--url is of one page"),
        (["my.toml", "empty", "-o", "x"], 3, "holds no page or text"),
        (["my.toml", ".", "-o", "empty/.."], 2, "is what is read"),
        (["my.toml", "page.html", "-o", "./page.html"], 2, "is what is read"),
        (["my.toml", "page.html", "--urls", "x.csv"], 2, "--urls is of a folder"),
        (["starter:nothing", "page.html"], 3, "No rules ship for 'nothing'"),
        (["my.toml", "page.html", "--extractor", "nobody"], 2, "nobody"),
        (["my.toml", "page.html", "-o", "no/such/folder"], 3, "can't be written"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    told: Told, tmp_path: Path, rules: Path, arguments: list[str], code: int, said: str
) -> None:
    """Every wrong request ends with its exit code and the way out."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "page.html").write_text("<p>x</p>")
    found, _, err = told("rules", "apply", *arguments)
    assert said in err
    assert found == code
    assert "Traceback" not in err


def test_a_run_under_rules_says_so(
    told: Told, rules: Path, make_corpus: Callable[..., Path]
) -> None:
    """A line under the table, a field in the rows, a sentence where runs are compared."""
    corpus = make_corpus(2)
    (Path.cwd() / "letter.toml").write_text('[[rule]]\ncss = ".newsletter"\n')
    common = ["lxml-text", "--corpus", corpus, "--metrics", "noise"]
    code, out, _ = told("run", *common, "--rules", "letter.toml", "--rules", rules, "--out", "a")
    assert code == 0
    assert "Pages and outputs were cleaned by letter.toml + my.toml (4 rules, digest" in out
    assert told("run", *common, "--out", "b")[0] == 0
    rows = {
        name: json.loads(told("score", name, "--corpus", corpus, "--format", "json")[1])["rows"]
        for name in ("a", "b")
    }
    assert rows["a"][0]["rules"].startswith("letter.toml + my.toml (4 rules")
    assert rows["b"][0]["rules"] is None
    _, compared, _ = told("compare", "b", "a", "--corpus", corpus)
    assert "The runs have unlike rules: none and letter.toml" in " ".join(compared.split())


def test_a_gate_names_rules_that_changed(
    told: Told, rules: Path, make_corpus: Callable[..., Path]
) -> None:
    """Beside other circumstances, in a run that was made with rules."""
    corpus = make_corpus(2)
    common = ["lxml-text", "--corpus", corpus, "--quiet"]
    told("run", *common, "--out", "a")
    told("run", *common, "--rules", rules, "--out", "b")
    gate = ["--baseline", "base.json", "--corpus", corpus]
    assert told("gate", "a", *gate, "--update")[0] == 0
    _, out, err = told("gate", "b", *gate)
    assert "rules none -> my.toml" in " ".join((out + err).split())


def test_speed_is_taken_on_what_rules_leave(
    told: Told, rules: Path, make_corpus: Callable[..., Path]
) -> None:
    """The rules are timed by themselves, and the digest of what was timed is another."""
    corpus = make_corpus(2)
    (Path.cwd() / "letter.toml").write_text('[[rule]]\ncss = ".newsletter"\n')
    common = ["lxml-text", "--corpus", corpus, "--processes", "1", "--format", "json", "--quiet"]
    found = json.loads(told("speed", *common, "--rules", "letter.toml", "--out", "s")[1])
    plain = json.loads(told("speed", *common)[1])
    cost = found["rules"]
    assert (cost["pages"], cost["fired"]) == (2, 2)
    assert 0 < cost["parse_ms"] < cost["prune_ms"]
    assert plain["rules"] is None
    assert found["corpus"]["digest"] != plain["corpus"]["digest"]
    _, out, _ = told("speed", "--from", "s")
    assert "Timed on what letter.toml (1 rule" in " ".join(out.split())
