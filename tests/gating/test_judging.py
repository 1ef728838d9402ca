"""What the gate notices, on stored outputs that are gold but for what each test breaks."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from boilerbench.corpora.corpus import Corpus, select
from boilerbench.errors import BaselineError, MetricError
from boilerbench.gating import checks
from boilerbench.gating.baselines import Baseline, PageRecord
from boilerbench.gating.evidence import Evidence
from boilerbench.gating.findings import GateResult
from boilerbench.gating.judging import Question, judge
from boilerbench.gating.pinning import gauge
from boilerbench.gating.tolerances import parse_tolerances
from boilerbench.gating.updating import repinned
from boilerbench.records import NOISE_KINDS, Gold, Page

from .conftest import Made

Gated = Callable[..., GateResult]


def _checks(result: GateResult) -> set[str]:
    return {finding.check for finding in result.regressions}


def _noise(page: Page) -> str:
    """A noise segment that is long enough to be found by its words."""
    return max((one.text for one in page.gold.noise), key=lambda text: len(text.split()))


def test_unchanged_outputs_pass(gated: Gated, corpus: Corpus) -> None:
    """Nothing changed, nothing is found, and every page was compared."""
    result = gated({})
    assert result.passed
    (one,) = result.extractors
    assert (one.compared, one.changed, one.findings) == (len(corpus.pages), (), ())


def test_a_page_that_newly_fails_or_is_empty_is_told_as_that(gated: Gated) -> None:
    """Not as a cliff, though its values fell to 0."""
    result = gated({0: None, 1: ""}, tolerances=("f1:1", "recall:1", "precision:1", "paired-f1:1"))
    found = {finding.check: finding.page for finding in result.regressions if finding.page}
    assert set(found) == {"failures", "empty"}
    assert not result.passed


def test_a_page_that_falls_off_a_cliff_is_named_with_its_values(
    gated: Gated, corpus: Corpus
) -> None:
    """A doubled body halves precision on one page."""
    page = corpus.pages[3]
    result = gated({3: f"{page.gold.text}\n{page.gold.text}"})
    cliffs = [f for f in result.regressions if f.check.startswith("page-")]
    assert [finding.page for finding in cliffs] == [page.id]
    assert cliffs[0].before is not None
    assert cliffs[0].now is not None


def test_a_fall_of_every_page_by_a_hair_is_noticed_by_the_paired_test(
    gated: Gated, corpus: Corpus
) -> None:
    """Five words more on every page: no mean falls by half a point, and no page off a cliff."""
    longer = {at: f"{page.gold.text} b c d e f" for at, page in enumerate(corpus.pages)}
    loose = tuple(f"{name}:0.1" for name in ("f1", "precision", "recall", "out_of_place"))
    result = gated(longer, tolerances=loose)
    assert any(check.startswith("paired-") for check in _checks(result))
    assert not any(check.startswith("page-") for check in _checks(result))


def test_newly_leaked_noise_and_its_share_are_regressions(gated: Gated, corpus: Corpus) -> None:
    """A labelled segment at the end of one page: its kind leaks where none did."""
    page = corpus.pages[2]
    result = gated({2: f"{page.gold.text}\n\n{_noise(page)}"})
    leaks = [finding for finding in result.regressions if finding.check == "leaks"]
    assert [finding.page for finding in leaks] == [page.id]
    assert {f.check.partition(".")[2] for f in result.regressions if f.check.startswith("noise.")}
    assert {"leaks"}.isdisjoint(_checks(gated({2: f"{page.gold.text}\n\n{_noise(page)}"},
                                              tolerances=("leaks:off",))))  # fmt: skip  # one call


def test_a_phrase_that_must_not_appear_is_a_regression_once(gated: Gated, corpus: Corpus) -> None:
    """Where it stood before it is no news; a guard's phrase is told as that."""
    text = f"{corpus.pages[4].gold.text}\n\nzebra crossing ahead"
    measured = gauge(guards=("Zebra crossing, ahead",))
    assert "guards" in _checks(gated({4: text}, measured=measured))
    again = gated({4: f"{text} b"}, {4: text}, measured=measured)
    assert "guards" not in _checks(again)


@pytest.mark.parametrize(("switch", "told"), [((), ["p"]), (("markdown:off",), [])])
def test_lost_markdown_is_a_regression(switch: tuple[str, ...], told: list[str]) -> None:
    """Where markdown came and only text comes now; where none ever came, nothing was lost."""
    had = PageRecord("b", "g", "ok", "1", markdown=True)
    only_text = PageRecord("b", "g", "ok", "2")
    evidence = Evidence(
        label="mine",
        pages=("p", "q", "r"),
        sites=("p", "q", "r"),
        golds=(Gold(text="a"),) * 3,
        before=(had, only_text, had),
        now=(only_text, msgspec.structs.replace(only_text, output="3"), had),
        better={},
        headlines=frozenset(),
    )
    tolerated = parse_tolerances(switch, gauge().values)
    assert [finding.page for finding in checks.markdown(evidence, tolerated)] == told


def test_better_pages_pass_and_are_told(gated: Gated, corpus: Corpus) -> None:
    """An improvement is no regression; a remark says how it is pinned."""
    result = gated({}, {0: "a few words"})
    assert result.passed
    assert result.extractors[0].better == 1
    assert any("got better" in remark for remark in result.remarks)


def test_pinning_is_not_advised_where_pages_got_worse_too(gated: Gated, corpus: Corpus) -> None:
    """A page that got worse within its tolerance would be pinned with the better ones."""
    worse = f"{corpus.pages[1].gold.text} b"
    result = gated({1: worse}, {0: "a few words"})
    assert (result.extractors[0].better, result.extractors[0].worse) == (1, 1)
    assert not any("got better" in remark for remark in result.remarks)


def test_changed_pages_with_equal_score_are_counted(gated: Gated, corpus: Corpus) -> None:
    """Another white space is another output with the same score."""
    result = gated({0: f"{corpus.pages[0].gold.text}\n"})
    (one,) = result.extractors
    assert (one.better, one.worse, one.equal) == (0, 0, 1)
    assert result.passed


def test_an_accepted_page_is_in_no_check_and_stays_accepted(
    gated: Gated, made: Made, corpus: Corpus
) -> None:
    """A person's reason excuses a page, and survives the next update."""
    measured = gauge()
    pinned = repinned(made(), corpus, measured)
    name = corpus.pages[5].id
    record = pinned.extractors["mine"]
    page = msgspec.structs.replace(record.pages[name], accepted="known: redesign of May")
    pages = {**record.pages, name: page}
    excused = msgspec.structs.replace(
        pinned, extractors={"mine": msgspec.structs.replace(record, pages=pages)}
    )
    result = gated({5: ""}, baseline=excused)
    assert result.passed
    assert [page.accepted for page in result.extractors[0].changed] == ["known: redesign of May"]
    again = repinned(made({5: ""}), corpus, measured, excused)
    assert again.extractors["mine"].pages[name].accepted == "known: redesign of May"
    assert again.extractors["mine"].pages[name].outcome == "empty"


def test_pages_of_other_gold_are_listed_and_not_compared(made: Made, corpus: Corpus) -> None:
    """A re-labelled page, one added and one removed do not fail the gate."""
    measured = gauge()
    most = select(corpus, pages=[page.id for page in corpus.pages[1:]])
    pinned = repinned(made(pages=most), most, measured)
    pages = pinned.extractors["mine"].pages
    name = corpus.pages[7].id
    other = {
        **pages,
        name: msgspec.structs.replace(pages[name], gold="another"),
        "gone": pages[name],
    }
    changed = _with_pages(pinned, other)
    asked = Question(changed, Path("b.json"), measured, parse_tolerances([], measured.values))
    (one,) = judge(asked, made({7: ""}), corpus).extractors
    assert (one.added, one.removed, one.relabelled) == ((corpus.pages[0].id,), ("gone",), (name,))
    assert one.findings == ()


def _with_pages(baseline: Baseline, pages: Mapping[str, PageRecord]) -> Baseline:
    record = msgspec.structs.replace(baseline.extractors["mine"], pages=dict(pages))
    return msgspec.structs.replace(baseline, extractors={"mine": record})


def test_too_few_comparable_pages_give_no_verdict(made: Made, corpus: Corpus) -> None:
    """Under nine tenths: the sentence says how to pin anew."""
    measured = gauge()
    pinned = repinned(made(), corpus, measured)
    pages = {
        name: msgspec.structs.replace(page, gold="x") if at < 3 else page
        for at, (name, page) in enumerate(pinned.extractors["mine"].pages.items())
    }
    asked = Question(
        _with_pages(pinned, pages), Path("b.json"), measured, parse_tolerances([], measured.values)
    )
    with pytest.raises(BaselineError, match=r"17 of the 20 pages .* too few"):
        judge(asked, made(), corpus)


def test_other_metrics_than_pinned_give_no_verdict(
    gated: Gated, made: Made, corpus: Corpus
) -> None:
    """A baseline of some metrics is not held against others."""
    pinned = repinned(made(), corpus, gauge(["tokens"]))
    with pytest.raises(BaselineError, match="name the same metrics"):
        gated({}, baseline=pinned)


def test_a_metric_that_is_no_mean_of_pages_cannot_be_pinned() -> None:
    """Its table would say something else than its pages."""
    with pytest.raises(MetricError, match="no mean of these"):
        gauge(["aeb-shingles"])


def test_a_run_without_a_pinned_extractor_gives_no_verdict(made: Made, corpus: Corpus) -> None:
    """It is named, with the command that drops it."""
    measured = gauge()
    pinned = repinned(made(), corpus, measured)
    record = pinned.extractors["mine"]
    both = msgspec.structs.replace(pinned, extractors={"mine": record, "other": record})
    asked = Question(both, Path("b.json"), measured, parse_tolerances([], measured.values))
    with pytest.raises(BaselineError, match="has no row 'other'"):
        judge(asked, made(), corpus)


def test_drafted_gold_is_refused(made: Made, corpus: Corpus) -> None:
    """A draft favours the extractors that agreed on it."""
    draft = replace(corpus.pages[0], drafted=("text",))
    drafted = replace(corpus, pages=(draft, *corpus.pages[1:]))
    with pytest.raises(BaselineError, match="1 page of news have gold that is a draft"):
        repinned(made(), drafted, gauge())


def test_every_noise_kind_has_a_share(gated: Gated, corpus: Corpus) -> None:
    """Raw noise on every page is a regression of all noise and of the kinds planted there."""
    everything = {
        at: "\n\n".join([page.gold.ideal, *(one.text for one in page.gold.noise)])
        for at, page in enumerate(corpus.pages)
    }
    found = _checks(gated(everything))
    kinds = {one.kind for page in corpus.pages for one in page.gold.noise}
    assert {f"noise.{kind}" for kind in kinds if kind in NOISE_KINDS} <= found
    assert "noise" in found
