"""A run over versions as a history: steps, failures, what could not be had."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from boilerbench.reporting.sweeps import next_command, sweep_remarks, sweep_tables
from boilerbench.scoring import HEADLINE, NoiseLeaks, parse_metric
from boilerbench.versions.results import Sweep, sweep_schema
from tests.versions.stored import FAILED, GOOD, HALF, UNAVAILABLE, sweep_of

MakeCorpus = Callable[..., Path]
PAGES = ("page0", "page1", "page2")
NOISY = f"{GOOD}\n\nHome World Sport"


def outputs(*texts: object) -> dict[str, object]:
    return dict(zip(PAGES, texts, strict=True))


@pytest.fixture
def found(tmp_path: Path, make_corpus: MakeCorpus) -> Sweep:
    """Five versions: all good, one page fallen, not to be had, one failing, all good again."""
    return sweep_of(
        tmp_path,
        make_corpus(3),
        {
            "1.0": outputs(GOOD, GOOD, GOOD),
            "1.1": outputs(GOOD, HALF, NOISY),
            "1.2": outputs(UNAVAILABLE, UNAVAILABLE, UNAVAILABLE),
            "1.3": outputs(GOOD, HALF, FAILED),
            "1.4": outputs(GOOD, GOOD, GOOD),
        },
        metrics=(HEADLINE, NoiseLeaks()),
    )


def test_each_version_is_held_against_the_one_before_it(found: Sweep) -> None:
    """Steps leave out what could not be had, and count pages better, worse and broken."""
    name = repr(HEADLINE)
    steps = [one.scores[name].step if one.scores else None for one in found.versions]
    assert [step and step.since for step in steps] == [None, "1.0", None, "1.1", "1.3"]
    assert steps[1] is not None
    assert (steps[1].counts["worse"], steps[1].pages[0].page) == (2, "page1")
    assert steps[3] is not None
    assert (steps[3].counts["newly failing"], steps[3].counts["worse"]) == (1, 0)
    assert steps[4] is not None
    assert steps[4].difference.value is not None
    assert steps[4].difference.value > 0


def test_what_could_not_be_had_is_a_row_with_its_reason(found: Sweep) -> None:
    """It has no scores, and the version behind it is compared with the one before it."""
    gone = found.versions[2]
    assert (gone.reason, gone.statuses, gone.scores) == ("no Python admits it", {}, {})
    assert [one.failed for one in found.versions] == [0, 0, 0, 1, 0]
    assert [one.leaked for one in found.versions] == [(0, 3), (1, 3), None, (0, 2), (0, 3)]


def test_a_sweep_as_data_keeps_its_schema(found: Sweep) -> None:
    """The JSON reads back as the same value, and states its schema."""
    encoded = msgspec.json.encode(found)
    assert msgspec.json.decode(encoded, type=Sweep) == found
    assert msgspec.json.decode(encoded)["schema"] == 1
    assert "Sweep" in str(sweep_schema())


def test_the_table_has_a_row_for_each_version_within_100_columns(found: Sweep) -> None:
    """Every metric has its table; a step has its difference, p and pages."""
    first, second = sweep_tables(found, "table")
    assert first.startswith("shingles(n=4)\n\n")
    lines = first.splitlines()
    assert max(map(len, lines)) <= 100
    assert [line.split()[0] for line in lines[-5:]] == ["1.0", "1.1", "1.2", "1.3", "1.4"]
    assert "unavailable" in lines[-3]
    assert lines[-4].split()[-6:-1] == ["0", "2", "0", "1/3", "0"]  # better, worse, broken, leaks
    assert second.startswith("noise\n\n")


def test_the_sentences_name_the_largest_steps_and_what_to_type(
    found: Sweep, tmp_path: Path
) -> None:
    """The largest loss and gain, the reason of what is missing, the page to bisect."""
    told = "\n".join(sweep_remarks(found)).replace("\n  ", " ")
    assert "1.2 is unavailable: no Python admits it" in told
    assert "The largest loss of f1 is -0.3" in told
    assert "from 1.1 to 1.3: 1 page newly failing." in told
    assert "The largest gain of f1 is +0.5" in told
    assert "CPU" not in told  # stored outputs were never timed
    assert found.reference is None
    assert (
        next_command(found)
        == f"boilerbench bisect reader@1.1..1.3 --page page2 --from {tmp_path / 'run'}"
    )


def test_versions_that_do_not_differ_are_told_so(tmp_path: Path, make_corpus: MakeCorpus) -> None:
    """Without a change there is no largest one, and nothing to bisect."""
    same = {name: outputs(GOOD, GOOD, GOOD) for name in ("1", "2")}
    found = sweep_of(tmp_path, make_corpus(3), same)
    told = list(sweep_remarks(found))
    assert "No version changed the f1 of the one before it." in told
    assert next_command(found) is None
    assert not any(line.startswith("Next") for line in told)


def test_a_metric_where_low_is_good_loses_by_rising(
    tmp_path: Path, make_corpus: MakeCorpus
) -> None:
    """Leaks that come are a loss, and the command to type names the metric."""
    noisy = {"1": outputs(GOOD, GOOD, GOOD), "2": outputs(NOISY, GOOD, GOOD)}
    found = sweep_of(tmp_path, make_corpus(3), noisy, metrics=(NoiseLeaks(),))
    told = "\n".join(sweep_remarks(found))
    assert "The largest loss of pages is +0.333" in told
    assert next_command(found) == (
        f"boilerbench bisect reader@1..2 --page page0 --from {tmp_path / 'run'} --metric 'noise'"
    )


def test_a_version_alone_has_no_step(tmp_path: Path, make_corpus: MakeCorpus) -> None:
    """One version that fails everywhere is scored, and its adapter is what is suspected."""
    found = sweep_of(tmp_path, make_corpus(3), {"1": outputs(FAILED, FAILED, FAILED)})
    (only,) = found.versions
    assert only.scores[repr(HEADLINE)].step is None
    told = "\n".join(sweep_remarks(found)).replace("\n  ", " ")
    assert "1 answered on no page" in told
    assert "largest" not in told


def test_what_has_no_interval_is_printed_without(tmp_path: Path, make_corpus: MakeCorpus) -> None:
    """On a single page a step has no interval; a metric without a value has none to print."""
    versions = {name: {"page0": text} for name, text in (("1", GOOD), ("2", HALF))}
    root = make_corpus(1)
    found = sweep_of(tmp_path, root, versions, metrics=(HEADLINE, parse_metric("structure")))
    first, second = (table.splitlines()[-1].split() for table in sweep_tables(found, "table"))
    assert first[2:4] == ["0.424", "-0.576"]
    assert second[2:] == ["-", "-", "-", "0", "0", "0", "0/1", "0", "-"]


def test_a_version_that_is_not_extracted_whole_says_so(found: Sweep) -> None:
    """What a stopped sweep left over is told beside what it has."""
    versions = [msgspec.structs.replace(found.versions[0], reason="1 of 3 pages not extracted yet")]
    told = list(sweep_remarks(msgspec.structs.replace(found, versions=tuple(versions))))
    assert told[0] == "1.0: 1 of 3 pages not extracted yet."
