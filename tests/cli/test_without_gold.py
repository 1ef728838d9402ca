"""`run`, `score` and `report` on pages without gold: they claim neither precision nor recall."""

import csv
import io
import json
import re
from pathlib import Path

import jsonschema
import msgspec
import pytest

from boilerbench.cli import exit_code
from boilerbench.scores import json_schema
from tests.crawls import gzipped, html, pages, response, write

STYLES = ("table", "github", "latex", "html", "csv", "json")


def _outputs(file: Path, ids: list[str], text: str) -> str:
    file.write_text(json.dumps({name: {"articleBody": text} for name in ids}), "utf-8")
    return f"{file.stem}=outputs:{file}"


@pytest.fixture
def crawl(tmp_path: Path) -> tuple[str, list[str]]:
    """A WARC file with twelve pages, a broken record and a request; two stored outputs of it."""
    from boilerbench.corpora import open_corpus

    records = [*gzipped(pages(12)), gzipped([response(html(99))])[0][:60]]
    records.insert(0, *gzipped([response(b"", kind="request", status="GET / HTTP/1.1")]))
    source = f"warc:{write(tmp_path / 'c.warc.gz', records)}"
    ids = [page.id for page in open_corpus(source, facts=False).pages]
    one = _outputs(tmp_path / "one.json", ids, "The ferry left the harbour.\nAdvertisement")
    two = _outputs(tmp_path / "two.json", ids[:10], "The ferry left the harbour at dawn.")
    return source, [one, two]


def _run(crawl: tuple[str, list[str]], out: Path, *more: str) -> int:
    source, specs = crawl
    return exit_code(["run", *specs, "--corpus", source, "--out", str(out), "--quiet", *more])


@pytest.mark.parametrize("style", STYLES)
def test_no_format_claims_precision_or_recall(
    crawl: tuple[str, list[str]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    style: str,
) -> None:
    """No precision, recall, F1 of a row or rank is printed; that it is neither, is."""
    assert _run(crawl, tmp_path / "run", "--format", style) == 0
    out = capsys.readouterr().out
    if style in {"table", "github", "latex", "html"}:
        assert "neither precision nor recall" in out.replace("\n  ", " ")
        told = re.sub(r"neither precision nor recall|F1 of the shingles|not leaks", "", out)
        assert not re.search(r"\bprecision\b|\brecall\b|\bF1\b|\bleaks\b", told)
    elif style == "csv":
        found = list(csv.DictReader(io.StringIO(out)))
        assert {row["metric"] for row in found} <= {"likeness", "speed"}
        assert not any(row["rank"] for row in found)
    else:
        result = json.loads(out)
        jsonschema.validate(result, json_schema())
        assert all(row["scores"] == {} and row["rank"] is None for row in result["rows"])
        (likeness,) = result["likeness"]
        assert [row["label"] for row in likeness["rows"]] == ["one", "two"]
        assert likeness["rows"][0]["phrases"] == {"advertisement": {"pages": 12, "lines": 12}}


def test_what_was_lost_and_passed_over_is_told(
    crawl: tuple[str, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The lines under the table count broken records and what was no page, and name a next step."""
    _run(crawl, tmp_path / "run")
    out = " ".join(capsys.readouterr().out.split())
    assert "1 page of c cannot be read and counts in no score: 1 with a record cut off" in out
    assert "Passed over in c, as no pages: request records 1." in out
    assert "12 pages here without gold" in out
    assert re.search(r"Next: `boilerbench show site\d", out)


def test_metrics_that_were_asked_for_are_refused_in_a_sentence(
    crawl: tuple[str, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--metrics` computes nothing where there is no gold, and says so."""
    _run(crawl, tmp_path / "run")
    capsys.readouterr()
    assert exit_code(["score", str(tmp_path / "run"), "--metrics", "tokens", "--by", "site"]) == 0
    out, err = capsys.readouterr()
    assert "No page of c has gold: no metric is computed" in err
    assert "site = site0.example" in out
    assert "tokens" not in out


def test_the_report_judges_no_output(
    crawl: tuple[str, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report has likeness in place of the leaderboard, and defines no metric."""
    _run(crawl, tmp_path / "run")
    assert (
        exit_code(["report", str(tmp_path / "run"), "-o", str(tmp_path / "r.html"), "--quiet"]) == 0
    )
    text = (tmp_path / "r.html").read_text("utf-8")
    assert "How alike the outputs are, without gold" in text
    assert "No page has gold, so no output is judged" in text
    assert "Leaderboard" not in text
    assert "Multiset precision" not in text


def test_the_report_leads_to_the_pages_with_the_least_agreement(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Their outputs are kept first, and their names lead to their rows; gold words are unknown."""
    names = [f"p{n}" for n in range(4)]
    crawl = tmp_path / "t.jsonl"
    rows = [{"html": html(n).decode(), "id": name} for n, name in enumerate(names)]
    crawl.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    one = _outputs(tmp_path / "one.json", names, "The ferry left the harbour.")
    other = tmp_path / "other.json"
    texts = {name: {"articleBody": "The ferry left the harbour."} for name in names}
    other.write_text(json.dumps(texts | {"p2": {"articleBody": "Not a word of it."}}), "utf-8")
    assert _run((f"jsonl:{crawl}", [one, f"other=outputs:{other}"]), tmp_path / "run") == 0
    to = ["-o", str(tmp_path / "r.html"), "--diffs", "worst:1", "--quiet"]
    assert exit_code(["report", str(tmp_path / "run"), *to]) == 0
    text = (tmp_path / "r.html").read_text("utf-8")
    capsys.readouterr()
    assert re.search(r'<a href="#page-2">(?:<bdi>)?p2<', text)
    assert "the outputs on 1 page, first on those with least agreement" in text
    assert re.findall(r'id="block-(\d+)"', text) == ["2"]
    assert text.count("<td><span>\N{EN DASH}</span></td>") == 4


def test_agreement_stands_under_the_leaderboard_where_it_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], make_corpus: object
) -> None:
    """With gold on all pages the table of likeness is shown on request only."""
    assert callable(make_corpus)
    root = make_corpus()
    specs = [_outputs(tmp_path / f"{n}.json", ["page0", "page1", "page2"], "a b c") for n in "xy"]
    run = tmp_path / "run"
    assert exit_code(["run", *specs, "--corpus", str(root), "--out", str(run), "--quiet"]) == 0
    assert "likeness" not in capsys.readouterr().out
    assert exit_code(["score", str(run), "--agreement"]) == 0
    out = capsys.readouterr().out
    assert "precision" in out.split("likeness")[0]
    assert "neither precision nor recall" in out
    assert exit_code(["score", str(run), "--agreement", "--format", "json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["rows"][0]["scores"]
    assert result["likeness"][0]["without_gold"] == 0


def test_gold_on_some_pages_is_scored_there_and_likeness_is_of_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """JSON lines with gold on two pages of three: scores of two, likeness of three."""
    rows = [
        {"html": html(n).decode(), "id": f"p{n}", "gold": "The ferry left." if n else None}
        for n in range(3)
    ]
    file = tmp_path / "t.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    specs = [_outputs(tmp_path / f"{n}.json", ["p0", "p1", "p2"], "The ferry left.") for n in "xy"]
    source = f"jsonl:gold=gold,path={file}"
    out = ["--out", str(tmp_path / "run"), "--quiet", "--format", "json"]
    assert exit_code(["run", *specs, "--corpus", source, *out]) == 0
    result = msgspec.json.decode(capsys.readouterr().out)
    values = result["rows"][0]["scores"]["shingles(n=4)"]
    assert values["values"]["f1"]["value"] == 1
    assert "pages:2" in values["signature"]
    assert (result["likeness"][0]["pages"], result["likeness"][0]["without_gold"]) == (3, 1)


def test_a_sample_of_a_crawl_is_a_folder_of_pages(
    crawl: tuple[str, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without gold a sample is HTML with the addresses beside it, and opens as such."""
    from boilerbench.corpora import open_corpus

    assert exit_code(["corpus", "sample", crawl[0], str(tmp_path / "s"), "--size", "4"]) == 0
    corpus = open_corpus(f"folder:{tmp_path / 's'}", facts=False)
    assert len(corpus.pages) == 4
    assert all(page.url and page.url.startswith("https://www.site") for page in corpus.pages)


def test_corpus_check_names_what_cannot_be_read(
    crawl: tuple[str, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """A record cut off is a fault; a page without gold in a crawl is none."""
    assert exit_code(["corpus", "check", crawl[0]]) == 1
    out = capsys.readouterr().out
    assert re.search(r"c\.warc\.gz@\d+: G04 html: is a record cut off", out)
    assert "G03" not in out
