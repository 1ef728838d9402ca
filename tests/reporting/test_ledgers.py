"""A ledger of rules as tables and sentences."""

from collections.abc import Sequence

import msgspec

from boilerbench.reporting.ledgers import (
    ledger_lines,
    ledger_table,
    next_command,
)
from boilerbench.reporting.tidy_ledgers import HEADERS, tidy_ledger
from boilerbench.reporting.ungolded_ledgers import no_gold_lines, no_gold_tables
from boilerbench.rules.ledgers import (
    All,
    Change,
    Counts,
    Eaten,
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
    assert "mine.toml:1 css .name-1 " in table
    assert "mine.toml:60 css .name-60" in table
    assert "mine.toml:2 css .name-2 " not in table
    assert "20 more rules took fewer words (--wide)." in _text(found)
    wide = ledger_table(found, "table", wide=True)
    assert "mine.toml:2 css .name-2 " in wide
    assert wide.splitlines()[0].split()[-3:] == ["P", "R", "shared"]
    assert ledger_table(found, "github").count("\n") == 62


def test_numbers_that_are_not_known_are_dashes() -> None:
    """Without judged pages there is no score, and one page gives no interval."""
    bare = msgspec.structs.replace(_entry(1), over_all=None, overlap=None)
    alone = msgspec.structs.replace(_entry(2), over_all=_standing(0.01, None))
    rows = ledger_table(_ledger([bare, alone]), "table", wide=True).splitlines()
    found = {row.split()[0]: row.split() for row in rows if row.strip()}
    assert found["mine.toml:1"][-4:] == ["-"] * 4
    assert found["mine.toml:2"][-4:] == ["+0.0100", "+0.0100", "+0.0100", "50%"]


def test_a_spreadsheet_has_one_number_a_cell() -> None:
    """Rules with gold, without gold and silent are rows of one table; unknown is empty."""
    taken = Leftover(1, 3, (), {"newsletter": 1}, 2)
    bare = msgspec.structs.replace(_entry(2), over_all=None, overlap=None, unjudged=taken)
    silent = (Whose(3, "mine.toml:3", "css .x", "promo"),)
    headers, cells = tidy_ledger(_ledger([_entry(1, 1, 5), bare], silent=silent, controls=2))
    assert headers == HEADERS
    rows = [dict(zip(headers, row, strict=True)) for row in cells]
    assert [row["rule"] for row in rows][2:] == ["all rules", "(parsed, serialised)", "css .x"]
    first, second = rows[:2]
    assert (first["place"], first["noise"], first["gold"]) == ("mine.toml:1", 5, 1)
    assert (first["f1"], first["f1_low"], first["p"], first["shared"]) == (0.01, 0.008, 0.01, 0.5)
    assert (first["no_gold_words"], second["no_gold_words"]) == (None, 3)
    assert (second["f1"], second["repeated_lines"], second["noise_phrases"]) == (None, 2, 1)
    assert (rows[3]["pages"], rows[4]["pages"], rows[4]["corpus"]) == (2, 0, "news")
    assert tidy_ledger(_ledger([bare], judged=0))[1][0][HEADERS.index("gold")] is None


def test_the_rule_that_destroys_most_is_told_first() -> None:
    """A long text is cut, and --wide tells every stretch."""
    one, two = _entry(1, gold=1), _entry(2, gold=20)
    two = msgspec.structs.replace(two, destroyed=(*two.destroyed, Stretch("delta", 1, "more")))
    text = _text(_ledger([one, two]))
    assert text.index("mine.toml:2 css .name-2: destroyed 20 words") < text.index("mine.toml:1 css")
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
    told = "mine.toml:1 css .name-1: took from bare: 'Sign up now'"
    assert list(no_gold_lines(whole))[-1] == told
    assert list(no_gold_lines(_ledger([fired]))) == []
    assert len(list(no_gold_tables(_ledger([], no_gold=NoGold(2, {}, {}, ())), "github"))) == 1
    assert list(no_gold_tables(_ledger([fired]), "table")) == []
    assert len(list(no_gold_tables(whole, "table", wide=True))) == 4


def test_rules_that_take_most_of_a_page_are_named() -> None:
    """The pages with their words, three of them; what the columns mean; nothing of gold."""
    eaten = tuple(Eaten(f"p{at}", 90, 100) for at in range(5))
    one = msgspec.structs.replace(_entry(1), unjudged=Leftover(5, 450, (), {}, 0, eaten))
    bare = NoGold(5, {}, {}, (), words=1500, words_left=300, eaten=eaten[:1])
    found = _ledger([one], judged=0, no_gold=bare, controls=1)
    text = " ".join(" ".join(no_gold_lines(found)).split())
    assert "on 5 pages of news without gold: 1,500 words without rules, 300 with all." in text
    wanted = (
        "mine.toml:1 css .name-1: takes over half of the output of 5 pages: p0 (90 of 100 words)"
    )
    assert f"Look here: {wanted}" in text
    assert "… (2 more)." in text
    assert "Look here: All rules: takes over half of the output of 1 page: p0" in text
    assert "p4 (90" in " ".join(no_gold_lines(found, wide=True))
    assert "gold" not in _text(found)
    assert "F1" not in _text(found)


def test_long_rules_are_cut_and_counted_in_lists() -> None:
    """Three of them are named unless all are asked for."""
    long = [Whose(at, f"m.toml:{at}", f"css .{'a, .' * 60}b", "promo") for at in range(1, 6)]
    covered = [
        msgspec.structs.replace(_entry(1), whose=one, overlap=Overlap(1, {}, covered=True))
        for one in long
    ]
    text = _text(_ledger(covered, silent=tuple(long)))
    assert "Never fired: 5 rules: m.toml:1 css" in text
    assert "5 rules take nothing that other rules do not take too: m.toml:1 css" in text
    assert text.count("… (2 more)") == 2
    assert len(text) < 1500
    alone = _text(_ledger(covered[:1], pages=1, judged=1))
    assert "1 rule takes nothing" in alone
    assert "1 of 1 page has gold text" in alone


def test_the_next_command_asks_for_the_worst_loss_or_runs_the_rules() -> None:
    """Words are quoted as a shell needs them."""
    assert next_command(_ledger([_entry(1, gold=1)]), "news", ["mine.toml"]) == (
        "Next: `boilerbench rules why 'a dear word' summit --rules mine.toml"
        " --extractor trafilatura --corpus news`"
    )
    names = ["mine.toml", "starter:all"]
    found = _ledger([_entry(1)])
    assert next_command(found, "my pages", names) == (
        "Next: `boilerbench run trafilatura --rules mine.toml --rules starter:all"
        " --corpus 'my pages'`"
    )
    assert next_command(found, "saved", names[:1], saved=True) == (
        "Next: `boilerbench rules apply mine.toml saved -o cleaned`"
    )
    assert next_command(found, "saved", names, saved=True) is None
