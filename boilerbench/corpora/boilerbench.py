"""boilerbench's own format: `<page>.html` beside `<page>.toml`, read strictly."""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_type_hints

import msgspec

from boilerbench.corpora.checks import Fault, faults
from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.rules import RULES
from boilerbench.corpora.sources import HtmlFile, named
from boilerbench.errors import CorpusError
from boilerbench.records import Gold, GoldForm, Noise, OptionalText, Page, PageType
from boilerbench.spelling import suggestion

DraftedField: TypeAlias = Literal["text", "optional", "noise"]
DetectedField: TypeAlias = Literal["url", "language", "title"]


class GoldFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The TOML of one gold page, field for field.

    `drafted` names what a program proposed and nobody has gone through; `detected` what was read
    from the page or guessed from its text; `ignore` are rules of `corpus check` that it breaks on
    purpose, each with the reason.
    """

    url: str | None = None
    language: str | None = None
    type: PageType | None = None
    charset: str | None = None
    title: str | None = None
    author: str | None = None
    date: dt.date | None = None
    challenges: tuple[str, ...] = ()
    drafted: tuple[DraftedField, ...] = ()
    detected: tuple[DetectedField, ...] = ()
    ignore: dict[str, str] = {}
    split: str | None = None
    licence: str | None = None
    form: GoldForm = "text"
    text: str | None = None
    markdown: str | None = None
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    optional: tuple[OptionalText, ...] = ()
    noise: tuple[Noise, ...] = ()

    def gold(self) -> Gold:
        """What it says the page's text and noise are."""
        return Gold(
            text=self.text,
            optional=self.optional,
            noise=self.noise,
            contains=self.contains,
            lacks=self.lacks,
            title=self.title,
            author=self.author,
            date=self.date,
            markdown=self.markdown,
            form=self.form,
        )


def detects(path: Path) -> bool:
    """Whether a folder, or each set in it, holds TOML beside HTML."""
    return bool(_sets(path))


def require_true(path: Path, corpus: Corpus) -> None:
    """CorpusError for the first page whose gold contradicts it."""
    for page in corpus.pages:
        excused = dict(page.ignored)
        found = [fault for fault in faults(page) if fault.code not in excused]
        if found:
            raise CorpusError(_first(path, page, found))


def read_unchecked(path: Path) -> Corpus:
    """The corpus with its fields checked but its gold not yet compared with its pages."""
    place = named(path.resolve())
    sets = _sets(path)
    if not sets:
        raise CorpusError(f"{path} holds no gold: expected <page>.toml beside <page>.html.")
    several = sets != [path]
    pages = [page for folder in sets for page in _read_set(folder, several=several)]
    return Corpus(name=place.name, source=str(place), pages=tuple(pages))


def gold_file(path: Path, page: Page) -> Path:
    """The TOML file a page's gold was read from."""
    return path / f"{page.id}.toml"


def _sets(path: Path) -> list[Path]:
    if any(path.glob("*.toml")):
        return [path]
    return sorted({file.parent for file in path.glob("*/*.toml")})


def _read_set(folder: Path, *, several: bool) -> list[Page]:
    golds = {named(file).stem: file for file in folder.glob("*.toml")}
    pages = {named(file).stem: file for file in folder.glob("*.html")}
    for stem in sorted(golds.keys() ^ pages.keys()):
        file, missing = (golds[stem], "html") if stem in golds else (pages[stem], "toml")
        raise CorpusError(
            f"{file} has no {stem}.{missing} beside it: add that file or remove this one."
        )
    return [
        _page(folder, stem, golds[stem], pages[stem], several=several) for stem in sorted(golds)
    ]


def _page(folder: Path, stem: str, toml: Path, html: Path, *, several: bool) -> Page:
    file = parse_gold(toml)
    if file.text is None and not (file.contains or file.lacks or file.drafted):
        raise CorpusError(f"{toml} has neither text nor contains nor lacks: give one of them.")
    return Page(
        id=f"{folder.name}/{stem}" if several else stem,
        source=HtmlFile(html),
        gold=file.gold(),
        url=file.url,
        language=file.language,
        type=file.type,
        challenges=file.challenges,
        charset=file.charset,
        set=folder.name,
        drafted=file.drafted,
        detected=file.detected,
        split=file.split,
        licence=file.licence,
        ignored=tuple(sorted(file.ignore.items())),
    )


def parse_gold(toml: Path) -> GoldFile:
    """The fields of one gold page's TOML; CorpusError for what is none or says what it cannot."""
    return gold_of(toml, read_gold(toml))


def read_gold(toml: Path) -> bytes:
    """The bytes of a gold file; CorpusError where it cannot be read."""
    try:
        return toml.read_bytes()
    except OSError as error:
        raise _unreadable(toml, error) from error


def gold_of(toml: Path, content: bytes) -> GoldFile:
    """The fields that these bytes of a gold file hold, as `parse_gold` reads them."""
    try:
        # Line ends are read as Python reads those of any text file.
        text = content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        fields = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise _unreadable(toml, error) from error
    # A ValueError that is no TOMLDecodeError: a number of more digits than Python reads.
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"{toml} is not TOML ({error}): mend that line.") from error
    unknown = sorted(fields.keys() - get_type_hints(GoldFile).keys())
    if unknown:
        known = ", ".join(GoldFile.__struct_fields__)
        raise CorpusError(f"{toml}: unknown field {unknown[0]!r}; the fields are {known}.")
    file = _convert(toml, fields)
    _require_reasons(toml, file.ignore)
    return file


def _require_reasons(toml: Path, ignore: Mapping[str, str]) -> None:
    """CorpusError for an excuse of no rule, or without a reason: neither would excuse anything."""
    for code, reason in ignore.items():
        if code not in RULES:
            raise CorpusError(
                f"{toml}: ignore: there is no rule {code!r}{suggestion(code, RULES)}"
                " `boilerbench corpus check --rules` lists them."
            )
        if not reason.strip():
            raise CorpusError(f"{toml}: ignore: {code} has no reason: say why it may be broken.")


def _unreadable(toml: Path, error: Exception) -> CorpusError:
    return CorpusError(f"{toml} cannot be read ({error}): it must be a UTF-8 text file.")


def _convert(toml: Path, fields: dict[str, Any]) -> GoldFile:
    try:
        return msgspec.convert(fields, GoldFile, builtin_types=(dt.date, dt.datetime))
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at ")
        field = _numbered(where.strip("`").removeprefix("$.")) or "the file"
        hint = (
            "write a date as 2018-03-10, without quotes"
            if field == "date"
            else "docs/corpus-format.md lists what each field takes"
        )
        raise CorpusError(f"{toml}: {field}: {message}; {hint}.") from error


def _numbered(path: str) -> str:
    """`noise[0].kind` as `noise 1 kind`: entries are counted as people count them."""
    return re.sub(r"\[(\d+)\]\.?", lambda match: f" {int(match[1]) + 1} ", path).strip()


def _first(path: Path, page: Page, found: list[Fault]) -> str:
    more = f" {len(found) - 1} more faults on this page." if len(found) > 1 else ""
    return (
        f"{gold_file(path, page)}: {found[0]}.{more} `boilerbench corpus check {path}` lists all."
    )
