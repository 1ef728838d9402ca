"""The tests that site configs bring: whether the text that they name survives the rules."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from urllib.parse import urlsplit

from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.words import letters_of
from boilerbench.records import Page
from boilerbench.rules.bounded import Pruner
from boilerbench.rules.linting.codes import Finding
from boilerbench.rules.model import RuleFile, SiteTest
from boilerbench.rules.pruning import wording
from boilerbench.trees import parse_page


def tests_of(file: RuleFile, corpus: Corpus) -> Iterator[Finding]:
    """Tests whose page the corpus has, and whose text the rules take away, or it never had."""
    pages = {_address(page.url): page for page in corpus.pages if page.url}
    wanted = [test for test in file.tests if test.contains and _address(test.url) in pages]
    if not wanted:
        return
    with closing(Pruner(file.rules)) as pruner:
        for test in wanted:
            yield from _held(test, pages, pruner)


def runnable(file: RuleFile, corpus: Corpus) -> int:
    """How many of a file's tests have their page in the corpus."""
    pages = {_address(page.url) for page in corpus.pages if page.url}
    return sum(bool(test.contains) and _address(test.url) in pages for test in file.tests)


def _held(test: SiteTest, pages: Mapping[str, Page], pruner: Pruner) -> Iterator[Finding]:
    page = pages[_address(test.url)]
    content = page.source.read()
    before = _letters(content, page.charset)
    pruned = pruner.prune(content, charset=page.charset, url=page.url)
    after = _letters(pruned.content, None if pruned.fired else page.charset)
    for text in test.contains:
        letters = letters_of(text)
        if letters in after:
            continue
        if letters in before:
            told = f"the rules take {text!r} away from {test.url}, which its test demands"
            remedy = "mend the rule: `rules apply` says which one it is"
            yield Finding("T01", told, remedy, None, test.line, test.file)
        else:
            told = f"{test.url} does not have {text!r}, which its test demands"
            remedy = "look at the page, and renew the test"
            yield Finding("T02", told, remedy, None, test.line, test.file)


def _letters(content: bytes, charset: str | None) -> str:
    tree = parse_page(content, charset)
    body = None if tree is None else tree.find("body")
    return "" if body is None else letters_of(wording(body))


def _address(url: str | None) -> str:
    """A URL without what differs between two ways of writing it."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return url or ""
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"
