"""The corpus formats of the field: one file each, and the one table of them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from boilerbench.corpora import boilerbench
from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.formats import (
    aeb,
    cetd,
    cleaneval,
    cleanportaleval,
    daniel,
    dragnet,
    folder,
    google_trends,
    jsonl,
    l3s_gn1,
    pairs,
    parquet,
    readability,
    trafilatura,
    warc,
    wceb,
    wcxb,
    webmainbench,
)


def never(_path: Path) -> bool:
    """A format that has to be named."""
    return False


@dataclass(frozen=True, slots=True)
class Format:
    """How corpora of one layout are found and read.

    `read` takes a path for each of `paths`, and each of `options` as a keyword; an option's values
    are listed, or none where the reader itself checks them. All raise CorpusError. Where `many`,
    the path may be several between commas, folders and globs, which `read` gets as they are.
    """

    read: Callable[..., Corpus]
    detects: Callable[[Path], bool] = never
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    paths: tuple[str, ...] = ("path",)
    takes_files: bool = False
    many: bool = False


FORMATS: Final[Mapping[str, Format]] = {
    "aeb": Format(aeb.read, aeb.detects),
    "boilerbench": Format(boilerbench.read_unchecked, boilerbench.detects),
    "cetd": Format(cetd.read, cetd.detects),
    "cleaneval": Format(cleaneval.read, cleaneval.detects),
    "cleanportaleval": Format(cleanportaleval.read, cleanportaleval.detects),
    "daniel": Format(daniel.read, daniel.detects),
    "dragnet": Format(dragnet.read, dragnet.detects, {"comments": ("left-out", "gold")}),
    "folder": Format(folder.read),
    "google-trends-2017": Format(google_trends.read, google_trends.detects),
    "jsonl": Format(
        jsonl.read, jsonl.detects, dict.fromkeys(jsonl.OPTIONS, ()), takes_files=True, many=True
    ),
    "l3s-gn1": Format(l3s_gn1.read, l3s_gn1.detects, {"classes": ()}),
    "pairs": Format(pairs.read, paths=("html", "text")),
    "parquet": Format(
        parquet.read,
        parquet.detects,
        dict.fromkeys(parquet.OPTIONS, ()),
        takes_files=True,
        many=True,
    ),
    "readability": Format(readability.read, readability.detects),
    "trafilatura": Format(trafilatura.read, trafilatura.detects),
    "warc": Format(warc.read, warc.detects, takes_files=True, many=True),
    "wceb": Format(wceb.read, wceb.detects),
    "wcxb": Format(wcxb.read, wcxb.detects),
    "webmainbench": Format(webmainbench.read, webmainbench.detects, takes_files=True),
}
