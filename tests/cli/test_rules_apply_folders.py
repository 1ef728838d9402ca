"""`boilerbench rules apply` on folders: names, addresses, what is repeated in a site."""

from collections.abc import Callable
from pathlib import Path

import pytest

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


def _texts(root: Path) -> Path:
    """Texts of two hosts, all of which end in the same line."""
    for name in (
        "www.a.com/1.txt",
        "www.a.com/deep/2.txt",
        "b.org/3.txt",
        "4.txt",
        "v1.old/5.txt",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"Story {len(name) * 'x'}\n\nRead more\n", encoding="utf-8")
    return root


def test_a_folder_is_cleaned_into_another(told: Told, tmp_path: Path, rules: Path) -> None:
    """Names and folders stay; what is repeated in the texts of a site goes from all of them."""
    source, out = tmp_path / "www.a.com", tmp_path / "out"
    (source / "deep").mkdir(parents=True)
    for name in ("one.txt", "deep/two.md"):
        (source / name).write_text(f"{name} story\n\nAll rights reserved\n", encoding="utf-8")
    (source / "page.html").write_bytes(SUMMIT.read_bytes())
    (source / "image.png").write_bytes(b"no page")
    code, _, err = told("rules", "apply", rules, source, "-o", out)
    assert code == 0, err
    assert sorted(str(one.relative_to(out)) for one in out.rglob("*.*")) == [
        "deep/two.md",
        "one.txt",
        "page.html",
    ]
    assert (out / "one.txt").read_text() == "one.txt story\n\n"
    assert (out / "deep/two.md").read_text() == "deep/two.md story\n\n"


def test_texts_without_an_address_are_no_site(told: Told, tmp_path: Path, rules: Path) -> None:
    """What texts of several sites share stays; a folder called as a host is their site."""
    source, out = _texts(tmp_path / "in"), tmp_path / "out"
    rules.write_text('[[rule]]\nrepeated = 2\n[[rule]]\nphrase = "more"\nsites = ["b.org"]\n')
    code, _, err = told("rules", "apply", rules, source, "-o", out)
    assert code == 0
    left = {str(one.relative_to(out)): one.read_text()[-10:] for one in out.rglob("*.txt")}
    cut = {name for name, text in left.items() if "Read more" not in text}
    assert cut == {"www.a.com/1.txt", "www.a.com/deep/2.txt", "b.org/3.txt"}
    assert "Rules took something from 3 of 5 files." in err
    assert f"{rules}:1 repeated 2 (other): 2 files, 2 places" in err
    assert "1 rule of some sites did nothing in 2 of 5 files without an address: --urls" in err
    assert "1 rule on what a site repeats did nothing in 2 of 5 files" in err
    assert "Read more" not in err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("urls.csv", "name,url\n4.txt,https://c.com/4\nv1.old/5.txt,c.com\nnone.txt,c.com\n"),
        ("urls.csv", "./4.txt,https://c.com/4\nv1.old/5.txt,https://www.c.com/5\nnone,c.com\n"),
        (
            "urls.json",
            '{"4.txt": "https://c.com", "v1.old/5.txt": "c.com", "n": "https://c.com"}',
        ),
    ],
)
def test_a_list_says_the_addresses_of_texts(
    told: Told, tmp_path: Path, rules: Path, name: str, said: str
) -> None:
    """As CSV or JSON; a name that is none of the files is told."""
    source, out, urls = _texts(tmp_path / "in"), tmp_path / "out", tmp_path / name
    rules.write_text('[[rule]]\nphrase = "more"\nsites = ["c.com"]\n')
    urls.write_text(said)
    code, _, err = told("rules", "apply", rules, source, "-o", out, "--urls", urls)
    assert code == 0, err
    assert (out / "4.txt").read_text().endswith("Read\n")
    assert (out / "v1.old/5.txt").read_text().endswith("Read\n")
    assert (out / "b.org/3.txt").read_text().endswith("Read more\n")
    assert "1 name of" in err
    assert "did nothing" not in err


@pytest.mark.parametrize(
    ("name", "said", "why"),
    [
        ("u.csv", "4.txt\n", "'4.txt' has the address ''"),
        ("u.csv", "4.txt,https:///x\n", "has the address 'https:///x'"),
        ("u.csv", "nowhere.txt,a.com\n", "has no address of a file in"),
        ("u.csv", "", "has no address of a file in"),
        ("u.json", "[]", "Expected one JSON object"),
        ("none.csv", None, "the addresses cannot be read"),
    ],
)
def test_a_list_of_addresses_that_cannot_be_used_is_refused(
    told: Told, tmp_path: Path, rules: Path, name: str, said: str | None, why: str
) -> None:
    """Exit code 3, and nothing is written."""
    source, out = _texts(tmp_path / "in"), tmp_path / "out"
    if said is not None:
        (tmp_path / name).write_text(said)
    code, _, err = told("rules", "apply", rules, source, "-o", out, "--urls", tmp_path / name)
    assert code == 3
    assert why in err
    assert not out.exists()


def test_what_was_written_before_is_not_read(told: Told, tmp_path: Path, rules: Path) -> None:
    """Where the results lie in the folder that is read, their lines do not count twice."""
    source = tmp_path / "a.com"
    source.mkdir()
    (source / "1.txt").write_text("Story\n\nSame line\n")
    for _ in range(2):
        err = told("rules", "apply", rules, source, "-o", source / "cleaned")[2]
        assert "from 0 of 1 file." in err
    assert not (source / "cleaned" / "cleaned").exists()


def test_no_text_is_written_over_another(told: Told, tmp_path: Path, rules: Path) -> None:
    """A page whose text would have the name of a text is refused, unless pages alone are read."""
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "a.html").write_text("<p>Of the page</p>")
    (source / "a.html.txt").write_text("Of the text\n")
    arguments = ("rules", "apply", rules, source, "--extractor", "lxml-text", "-o", out)
    code, _, err = told(*arguments)
    assert (code, out.exists()) == (2, False)
    assert "a.html would be written to a.html.txt" in err
    assert told(*arguments, "--html")[0] == 0
    assert "Of the page" in (out / "a.html.txt").read_text()


def test_a_folder_of_pages_becomes_texts_with_an_extractor(
    told: Told, tmp_path: Path, rules: Path
) -> None:
    """A text stands beside the name of its page."""
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "page.html").write_bytes(SUMMIT.read_bytes())
    code, _, _ = told("rules", "apply", rules, source, "--extractor", "lxml-text", "-o", out)
    assert code == 0
    assert "not a robot" not in (out / "page.html.txt").read_text(encoding="utf-8")


def test_the_control_of_a_folder_is_one_line(told: Told, tmp_path: Path, rules: Path) -> None:
    """No rule is looked for, and none is told of."""
    texts = _texts(tmp_path / "in")
    err = told("rules", "apply", rules, texts, "--control", "-o", tmp_path / "all")[2]
    assert err.count("\n") == 1
    assert "5 files: only parsed and serialised" in err
