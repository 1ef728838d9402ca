"""Rules tried with real workers: which pages are extracted again, and what is said of it."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from boilerbench.manifests import Manifest, Settings
from boilerbench.readiness import greet_all, resolve_all
from boilerbench.records import Extraction
from boilerbench.rules.model import Css, Lines, Repeated, Rule, RunRules, Token
from boilerbench.rules.trying import known_outputs
from boilerbench.running import run
from boilerbench.sessions import SessionPool
from boilerbench.specs import parse_spec
from tests.rules.trying import READS, corpus, page, reader, tried

SIGN_UP = '<p>kept</p><div class="signup"><p>sign up</p></div>'
COUNTS = (
    READS
    + """
from pathlib import Path

plain = extract

def extract(html, url=None):
    with open(Path(__file__).with_name("calls"), "a") as calls:
        calls.write("x")
    return plain(html, url)
"""
)
NEWSLETTER = Rule(Token("signup"), "newsletter")
BUTTON = Rule(Lines(("sign up",)), "newsletter")


def _calls(folder: Path) -> int:
    file = folder / "calls"
    return len(file.read_text()) if file.exists() else 0


def test_only_pages_on_which_a_rule_of_pages_fires_are_extracted_again(tmp_path: Path) -> None:
    """A page without a hit is extracted once; one with a hit also as control and pruned."""
    pages = corpus(page("hit", SIGN_UP), page("none", "<p>kept</p>"))
    found = tried(reader(tmp_path, COUNTS), [NEWSLETTER, BUTTON], pages)
    hit, none = found.pages
    assert _calls(tmp_path) == 4
    assert (none.control, none.pruned) == (None, {})
    assert hit.text == "kept\nsign up"
    assert hit.with_rule(0) == "kept"
    assert hit.without_rule(0) == "kept\nsign up"
    assert hit.fired == {0: 1, 1: 1}


def test_pages_that_are_the_same_bytes_are_extracted_once(tmp_path: Path) -> None:
    """Two rules that take the same elements share one extraction, and so does a known output."""
    pages = corpus(page("hit", SIGN_UP))
    rules = [NEWSLETTER, Rule(Css("div.signup"), "newsletter")]
    known = {"hit": Extraction("hit", "", "ok", text="kept\nsign up")}
    found = tried(reader(tmp_path, COUNTS), rules, pages, known=known, leave_one_out=True)
    assert _calls(tmp_path) == 2
    assert found.pages[0].pruned[0] is found.pages[0].pruned[1]
    assert found.pages[0].but[0] is found.pages[0].together


def test_all_rules_together_prune_the_page_and_clean_the_text(tmp_path: Path) -> None:
    """The output with all rules lacks what either sort takes; without one of them it has that."""
    body = SIGN_UP + "<p>Advertisement</p>"
    rules = [NEWSLETTER, Rule(Lines(("Advertisement",)), "advertisement")]
    spec = reader(tmp_path)
    (found,) = tried(spec, rules, corpus(page("both", body)), leave_one_out=True).pages
    assert found.together.text == "kept\n"
    assert found.but[0].text.splitlines() == ["kept", "sign up"]
    assert found.but[1].text.splitlines() == ["kept", "Advertisement"]
    assert found.with_rule(1) == "kept\nsign up\n"
    assert found.spans(1) == [(13, 26)]


def test_what_is_repeated_across_a_site_is_found_on_its_pages_only(tmp_path: Path) -> None:
    """Lines count for the site on whose pages they stand."""
    sites = ["https://a.example/1", "https://a.example/2", "https://b.example/1"]
    pages = [page(f"p{at}", "<p>Same</p>", url=url) for at, url in enumerate(sites)]
    found = tried(reader(tmp_path), [Rule(Repeated(2))], corpus(*pages))
    assert [one.fired for one in found.pages] == [{0: 1}, {0: 1}, {}]
    assert [one.together.text for one in found.pages] == ["", "", "Same"]


def test_every_rule_that_keeps_something_is_tried_alone(tmp_path: Path) -> None:
    """Where several keep parts of a page, the second is measured too, though together it waits."""
    body = '<div id="a"><p>first</p></div><div id="b"><p>second</p></div>'
    rules = [Rule(Css("#a"), keep=True), Rule(Css("#b"), keep=True)]
    (found,) = tried(reader(tmp_path), rules, corpus(page("two", body))).pages
    assert found.with_rule(0) == "first"
    assert found.with_rule(1) == "second"
    assert found.together.text == "first"


def test_an_extractor_that_fails_without_a_part_is_told_so(tmp_path: Path) -> None:
    """With such a rule there is no output; without it there is."""
    body = '<main data-needed><p>text</p><div class="needed-part"></div></main>'
    rules = [Rule(Token("needed-part")), Rule(Lines(("text",)))]
    (found,) = tried(reader(tmp_path), rules, corpus(page("fails", body))).pages
    assert found.without_rule(0) == "text"
    assert found.with_rule(0) is None
    assert not found.together.answered


def test_a_page_that_failed_has_no_output_either_way(tmp_path: Path) -> None:
    """Rules change nothing on a page on which the extractor fails anyway."""
    body = '<p>explode</p><div class="signup"></div>'
    (found,) = tried(reader(tmp_path), [NEWSLETTER], corpus(page("fails", body))).pages
    assert found.without_rule(0) is found.with_rule(0) is found.without_rule(1) is None
    assert found.with_rule(1) is None


def test_a_page_that_ended_at_a_limit_is_tried_once_more(tmp_path: Path) -> None:
    """The first call of a page that is too slow is not its last."""
    slow = (
        COUNTS
        + "\nimport time\nquick = extract\n"
        + (
            "def extract(html, url=None):\n"
            "    text = quick(html, url)\n"
            "    time.sleep(60 if Path(__file__).with_name('calls').read_text() == 'x' else 0)\n"
            "    return text\n"
        )
    )
    pages = corpus(page("slow", "<p>kept</p>"))
    (found,) = tried(reader(tmp_path, slow), [NEWSLETTER], pages, timeout=1.0).pages
    assert found.text == "kept"


def test_stored_outputs_are_only_cleaned(tmp_path: Path) -> None:
    """Without an extractor no page can be extracted anew: rules of pages are troubles."""
    (tmp_path / "stored.json").write_text('{"hit": "kept\\nsign up"}')
    found = tried(
        f"outputs:{tmp_path / 'stored.json'}", [NEWSLETTER, BUTTON], corpus(page("hit", SIGN_UP))
    )
    assert [one.rule for one in found.troubles] == [0]
    assert "stored" in found.troubles[0].why
    assert found.pages[0].together.text == "kept\n"


def test_a_rule_that_cannot_be_carried_out_is_a_trouble(tmp_path: Path) -> None:
    """A rule that would take the whole page is told once, however many pages it is for."""
    pages = corpus(page("a", "<p>kept</p>"), page("b", "<p>kept</p>"))
    found = tried(reader(tmp_path), [Rule(Css("body"))], pages)
    assert [(one.rule, "<body>" in one.why) for one in found.troubles] == [(0, True)]


@pytest.mark.parametrize("same", [True, False])
def test_outputs_of_a_run_are_known_where_its_code_is_the_same(tmp_path: Path, same: bool) -> None:
    """A run of other code, or under rules, says nothing of the extractor as it is."""
    spec, pages = reader(tmp_path), corpus(page("hit", SIGN_UP))
    made = run([spec], pages, out=tmp_path / "run")
    if not same:
        reader(tmp_path, READS + "\n# changed\n")
    with SessionPool(1) as pool:
        found = resolve_all([parse_spec(spec)], Settings(), jobs=1, say=lambda _: None)
        (system,) = greet_all(found, pool, jobs=1)
    known = known_outputs(made, pages, system)
    assert {name: one.text for name, one in known.items()} == (
        {"hit": "kept\nsign up"} if same else {}
    )
    ruled = replace(made, manifest=_under_rules(made.manifest))
    assert known_outputs(ruled, pages, system) == {}


def _under_rules(manifest: Manifest) -> Manifest:
    return msgspec.structs.replace(manifest, rules=RunRules("r", "", ()))
