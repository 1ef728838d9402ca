"""A ledger of rules as tables and sentences."""

from collections.abc import Sequence

import msgspec

from boilerbench.reporting.ledgers import (
    ledger_lines,
    ledger_table,
    next_command,
    no_gold_lines,
    no_gold_tables,
)
from boilerbench.rules.ledgers import (
    All,
    Change,
    Counts,
    Entry,
    Ledger,
    Leftover,
    NoGold,
    Overlap,
    RepeatedLine,
    Skipped,
    Standing,
    Stretch,
    Whose,
)
from boilerbench.scores import Value

NOTHING = Counts({}, 0, 0, 0, 0, 0)
NONE = All(0, NOTHING, (), (), None, None)


def _standing(value: float, half: float | None = 0.002) -> Standing:
    ends = (None, None) if half is None else (value - half, value + half)
    change = Change(0.5, 0.5 + value, Value(value, *ends))
    return Standing(4, change, change, change, 0.01)


def _entry(number: int, gold: int = 0, noise: int = 0) -> Entry:
    return Entry(
        whose=Whose(number, f"mine.toml:{number}", f"css .name-{number}", "promo"),
        found=2,
        pages=2,
        sites=1,
        changed=2,
        counts=Counts({"promo": noise}, 1, 0, gold, 0, 0),
        destroyed=(Stretch("summit", gold, "a dear word " * gold),) if gold else (),
        failed=(),
        over_all=_standing(0.01),
        over_changed=None,
        overlap=Overlap(0.5, {9: 0.5}, covered=False),
        without=None,
        unjudged=None,
    )


def _ledger(entries: Sequence[Entry], **fields: object) -> Ledger:
    found = Ledger(
        corpus="news",
        digest="0",
        extractor="trafilatura",
        version="2",
        rules="mine.toml",
        pages=4,
        judged=4,
        sites=2,
        unanswered=(),
        metric="shingles(n=4)",
        signature="",
        short_signature="",
        entries=tuple(entries),
        together=NONE,
        control=NONE,
        controls=0,
        silent=(),
        skipped=(),
        no_gold=None,
    )
    return msgspec.structs.replace(found, **fields)


def _text(found: Ledger, *, wide: bool = False) -> str:
    return " ".join(" ".join(ledger_lines(found, wide=wide)).split())


def test_of_many_rules_the_terminal_shows_those_that_take_most() -> None:
    """Gold comes before noise; the rest is counted, and --wide has all with precision."""
    entries = [_entry(at, noise=at) for at in range(1, 61)]
    entries[0] = _entry(1, gold=1)
    found = _ledger(entries)
    table = ledger_table(found, "table")
    assert max(map(len, table.splitlines())) <= 100
    assert "1 css .name-1 " in table
    assert "60 css .name-60" in table
    assert "2 css .name-2 " not in table
    assert "20 more rules took fewer words (--wide)." in _text(found)
    wide = ledger_table(found, "table", wide=True)
    assert "2 css .name-2 " in wide
    assert wide.splitlines()[0].split()[-3:] == ["P", "R", "shared"]
    assert ledger_table(found, "csv").count("\n") == 61


def test_numbers_that_are_not_known_are_dashes() -> None:
    """Without judged pages there is no score, and one page gives no interval."""
    bare = msgspec.structs.replace(_entry(1), over_all=None, overlap=None)
    alone = msgspec.structs.replace(_entry(2), over_all=_standing(0.01, None))
    rows = ledger_table(_ledger([bare, alone]), "csv").splitlines()
    assert rows[1].endswith("-,-,-,-")
    assert rows[2].endswith("+0.0100,+0.0100,+0.0100,50%")


def test_the_rule_that_destroys_most_is_told_first() -> None:
    """A long text is cut, and --wide tells every stretch."""
    one, two = _entry(1, gold=1), _entry(2, gold=20)
    two = msgspec.structs.replace(two, destroyed=(*two.destroyed, Stretch("delta", 1, "more")))
    text = _text(_ledger([one, two]))
    assert text.index("Rule 2 (mine.toml:2) destroyed 20 words") < text.index("Rule 1 (mine")
    assert "a dear…'." in text or "…'." in text
    assert "delta" not in text
    assert "on delta: 'more'." in _text(_ledger([one, two]), wide=True)


def test_failures_are_told_of_rules_of_serialising_and_of_no_rule() -> None:
    """Each names its pages, three of them and how many more."""
    pages = tuple(f"p{at}" for at in range(5))
    one = msgspec.structs.replace(_entry(1), failed=pages)
    control = msgspec.structs.replace(NONE, changed=1, failed=("p9",))
    found = _ledger([one], control=control, controls=7, unanswered=("p8",))
    text = _text(found)
    assert "with it trafilatura fails on p0, p1, p2, … (2 more)." in text
    assert "on the 7 pages where a rule of pages fires, changes the output of 1" in text
    assert "trafilatura then fails on p9." in text
    assert "trafilatura fails on 1 page without any rule: p8." in text
    assert "(parsed, serialised)" in ledger_table(found, "table")
    assert "p4" in _text(found, wide=True)


def test_what_was_skipped_is_told_within_bounds() -> None:
    """A list of thousands of lines that nobody carries out does not flood the terminal."""
    skipped = tuple(Skipped(f"list.txt:{at}", "||x^", "it blocks requests") for at in range(40))
    text = _text(_ledger([], skipped=skipped))
    assert text.count("Skipped: list.txt:") == 30
    assert "Skipped: 10 more lines (--wide)." in text
    assert _text(_ledger([], skipped=skipped), wide=True).count("Skipped: list.txt:") == 40


def test_what_a_rule_adds_has_its_probability_where_there_is_one() -> None:
    """A single page has none."""
    one = msgspec.structs.replace(_entry(1), without=_standing(0.01))
    bare = msgspec.structs.replace(_standing(0.0), p=None)
    two = msgspec.structs.replace(_entry(2), without=bare)
    text = _text(_ledger([one, two]))
    assert "adds +0.0100 of F1 to all others, p 0.01" in text
    assert "adds +0.0000 of F1 to all others." in text


def test_pages_without_gold_have_tables_under_their_heading() -> None:
    """Only what there is has a table: rules that fired, noise phrases, repeated lines."""
    taken = Leftover(1, 3, (Stretch("bare", 3, "Sign up now"),), {"newsletter": 1}, 2)
    fired = msgspec.structs.replace(_entry(1), unjudged=taken)
    lines = (RepeatedLine("a.example", "Same line", 4, 1),)
    whole = _ledger([fired], no_gold=NoGold(2, {"newsletter": 3}, {}, lines))
    heading, rules, phrases, repeated = no_gold_tables(whole, "table")
    assert heading == "no gold: leaks found, losses unknown (2 pages)"
    assert "newsletter 1" in rules
    assert phrases.splitlines()[-1].split() == ["newsletter", "3", "0"]
    assert repeated.splitlines()[-1].split() == ["a.example", "Same", "line", "4", "1"]
    assert list(no_gold_lines(whole)) == ["Rule 1 took from bare: 'Sign up now'"]
    assert len(list(no_gold_tables(_ledger([], no_gold=NoGold(2, {}, {}, ())), "github"))) == 1
    assert list(no_gold_tables(_ledger([fired]), "table")) == []
    assert len(list(no_gold_tables(whole, "table", wide=True))) == 4


def test_the_next_command_asks_for_the_worst_loss_or_runs_the_rules() -> None:
    """Words are quoted as a shell needs them."""
    assert next_command(_ledger([_entry(1, gold=1)]), "news") == (
        "Next: `boilerbench rules why 'a dear word' summit --rules mine.toml"
        " --extractor trafilatura --corpus news`"
    )
    assert next_command(_ledger([_entry(1)]), "my pages") == (
        "Next: `boilerbench run trafilatura --rules mine.toml --corpus 'my pages'`"
    )
