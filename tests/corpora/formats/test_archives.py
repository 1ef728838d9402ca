"""Every reader on real archives: their pages counted, and their gold parsed, in another way."""

import gzip
import html
import json
import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import etree

from boilerbench.corpora import open_corpus

Golds = dict[str, str]


def squeezed(text: str) -> str:
    """A text without its white space."""
    return re.sub(r"\s+", "", text)


def loosely(file: Path) -> str:
    """A gold file in the encoding that fits."""
    content = file.read_bytes()
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def aeb(folder: Path) -> Golds:
    """The articles of ground-truth.json."""
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return {ident: entry["articleBody"] for ident, entry in gold.items()}


def wcxb(folder: Path) -> Golds:
    """The main contents, of pages that have some or have snippets."""
    found = {}
    for file in folder.glob("*/ground-truth/*.json"):
        truth = json.loads(file.read_text(encoding="utf-8"))["ground_truth"]
        if (truth.get("main_content") or "").strip() or truth.get("with") or truth.get("without"):
            found[f"{file.parent.parent.name}/{file.stem}"] = truth.get("main_content") or ""
    return found


def trafilatura(folder: Path) -> Golds:
    """The snippets that must be kept."""
    data = json.loads((folder / "tests" / "evaldata.json").read_text(encoding="utf-8"))
    return {re.sub(r"\.html$", "", one["file"]): "".join(one["with"]) for one in data.values()}


def cleaneval(folder: Path) -> Golds:
    """Lines without the URL and the opening tags."""
    return {
        file.stem: re.sub(r"(?im)^\s*URL:.*$|<[phl]>|</[phl]>|<cr>", "", loosely(file))
        for file in folder.glob("clean/*.txt")
    }


def cleanportaleval(folder: Path) -> Golds:
    """The same, unescaped; one file holds nothing but a URL."""
    plain = {
        file.stem: html.unescape(re.sub(r"(?im)^URL:.*$|<[phl]>", "", loosely(file)))
        for file in folder.glob("GoldStandard/*.txt")
    }
    return {ident: text for ident, text in plain.items() if text.strip()}


def dragnet(folder: Path) -> Golds:
    """What stands before the marker."""
    return {
        file.name.removesuffix(".html.corrected.txt"): loosely(file).partition("!@#$%^&*")[0]
        for file in folder.glob("Corrected/*.txt")
    }


def readability(folder: Path) -> Golds:
    """All text of the expected pages."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    return {
        file.parent.name: "".join(
            etree.parse(str(file), parser).xpath("//text()[not(ancestor::script|ancestor::style)]")
        )
        for file in folder.glob("test/test-pages/*/expected.html")
    }


READERS: dict[str, tuple[str, Callable[[Path], Golds]]] = {
    "aeb": ("article-extraction-benchmark", aeb),
    "wcxb": ("wcxb", wcxb),
    "trafilatura": ("trafilatura-eval", trafilatura),
    "cleaneval": ("cleaneval", cleaneval),
    "cleanportaleval": ("cleanportaleval", cleanportaleval),
    "dragnet": ("dragnet", dragnet),
    "readability": ("readability", readability),
}


@pytest.mark.parametrize("name", READERS)
def test_every_page_of_an_archive_has_the_gold_it_is_said_to_have(
    real_corpora: Path, name: str
) -> None:
    """The same pages as counted otherwise, each gold alike in its first and last 40 letters."""
    archive, parse = READERS[name]
    corpus = open_corpus(real_corpora / archive, facts=False)
    assert corpus.source.startswith(f"{name}:")
    expected = parse(real_corpora / archive)
    found = {
        page.id: page.gold.text or ("".join(page.gold.contains) if name == "trafilatura" else "")
        for page in corpus.pages
    }
    assert found.keys() == expected.keys()
    ends = {ident: (squeezed(text)[:40], squeezed(text)[-40:]) for ident, text in found.items()}
    wanted = {
        ident: (squeezed(text)[:40], squeezed(text)[-40:]) for ident, text in expected.items()
    }
    assert {ident: end for ident, end in ends.items() if end != wanted[ident]} == {}


WHOLE = {
    "article-extraction-benchmark": (181, 181),
    "trafilatura-eval": (990, 990),
    "cleanportaleval": (70, 71),
}


@pytest.mark.parametrize("archive", WHOLE)
def test_whole_archives_have_the_pages_that_are_published(real_corpora: Path, archive: str) -> None:
    """181, 990 and 71 pages; one of the last has gold without text."""
    corpus = open_corpus(real_corpora / archive, facts=False)
    assert (len(corpus.pages), len(corpus.pages) + len(corpus.left_out)) == WHOLE[archive]


def test_webmainbenchs_rows_are_all_read(real_corpora: Path) -> None:
    """Each row with HTML is a page, whose Markdown is as it stands there, and no label is left."""
    folder = real_corpora / "webmainbench"
    expected = [_gold(row) for row in _json_rows(folder)]
    pages = open_corpus(folder, facts=False).pages
    assert sorted(page.gold.markdown or "" for page in pages) == sorted(expected)
    for page in pages:
        assert b"cc-select=" not in page.source.read()


def _json_rows(folder: Path) -> Iterator[dict[str, str]]:
    for file in sorted((folder / "data").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").split("\n"):
            row = json.loads(line) if line.strip() else {}
            if "html" in row and any(name.startswith("groundtruth") for name in row):
                yield row


def _gold(row: dict[str, str]) -> str:
    return row.get("groundtruth_content") or row["groundtruth_llm_webkit_md"]


def test_no_page_of_an_archive_is_wrapped_any_more(real_corpora: Path) -> None:
    """CleanEval's and CleanPortalEval's wrapper is gone, and its URL is the page's."""
    for archive in ("cleaneval", "cleanportaleval"):
        for page in open_corpus(real_corpora / archive, facts=False).pages:
            content = page.source.read()
            assert not re.match(rb"\s*<text id=", content)
            assert (page.url or "").startswith("http")


def test_published_outputs_join_by_digest(real_corpora: Path) -> None:
    """WCEB's page ids are the SHA-256 of the pages, so that its model outputs fit AEB's pages."""
    outputs = real_corpora / "wceb-scores" / "model-outputs" / "scrapinghub" / "trafilatura.jsonl"
    lines = outputs.read_text(encoding="utf-8").split("\n")
    stored = {json.loads(line)["page_id"] for line in lines if line}
    pages = (real_corpora / "article-extraction-benchmark" / "html").glob("*.gz")
    assert {sha256(gzip.decompress(file.read_bytes())).hexdigest() for file in pages} == stored
