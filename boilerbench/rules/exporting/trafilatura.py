"""Rules as a Python module for trafilatura: expressions for every site, and those of each host."""

import inspect
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from boilerbench.rules.exporting.choosing import Exported
from boilerbench.rules.exporting.lists import xpath_list
from boilerbench.rules.model import RuleFile
from boilerbench.rules.scopes import spelt
from boilerbench.version import VERSION

_ALONE: Final = '''

def extract_pruned(html, **options):
    """The text of a page without what the rules find."""
    return extract(html, prune_xpath=PRUNE_XPATH or None, **options)
'''
_BY_SITE: Final = '''

def prune_xpath(host):
    """The expressions for a host: those for every site, then its own."""
    host = spelt(host or "")
    labels = host.split(".")
    keys = ["=" + host.removeprefix("www."), host]
    for at in range(1, len(labels)):
        name = ".".join(labels[at:])
        keys += [name, "." + name]
    own = [path for key in keys for path in PRUNE_XPATH_OF.get(key, ())]
    return list(dict.fromkeys(PRUNE_XPATH + own))


def extract_pruned(html, url=None, **options):
    """The text of a page without what the rules for the host of its URL find."""
    paths = prune_xpath(urlsplit(url or "").hostname)
    return extract(html, url=url, prune_xpath=paths or None, **options)
'''


def trafilatura(file: RuleFile, *, chosen: bool) -> Exported:
    """Python lines that hand the expressions to trafilatura as `prune_xpath`.

    Those of some sites stand in `PRUNE_XPATH_OF`, by site as rules name it: `=x.example` is that
    host alone, `.x.example` all below it, `x.example` both.
    """
    found = xpath_list(file, chosen=chosen, sited=not chosen)
    general = [entry for entry in found.entries if "sites" not in entry]
    sited = _by_site([entry for entry in found.entries if "sites" in entry])
    lines = [
        f"# Cleaning rules of {file.name!a}, written by boilerbench {VERSION}.",
        *(["import re", "from urllib.parse import urlsplit", ""] if sited else []),
        "from trafilatura import extract",
        "",
        "PRUNE_XPATH = [",
        *(f"    {entry['xpath']!a},  # {entry['kind']}" for entry in general),
        "]",
        *(_table(sited) if sited else ()),
    ]
    functions = f"\n\n{inspect.getsource(spelt)}{_BY_SITE}" if sited else _ALONE
    return replace(found, text="\n".join(lines) + "\n" + functions)


def _by_site(entries: Sequence[Mapping[str, str]]) -> Mapping[str, Sequence[Mapping[str, str]]]:
    found: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for entry in entries:
        for site in map(spelt, entry["sites"].split(",")):
            key = f"={site[1:].removeprefix('www.')}" if site.startswith("=") else site
            found[key].append(entry)
    return found


def _table(sited: Mapping[str, Sequence[Mapping[str, str]]]) -> Iterator[str]:
    yield "PRUNE_XPATH_OF = {"
    for site, entries in sited.items():
        yield f"    {site!a}: ["
        yield from (f"        {entry['xpath']!a},  # {entry['kind']}" for entry in entries)
        yield "    ],"
    yield "}"
