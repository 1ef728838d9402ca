"""A text, a page, an extractor and rules: all that is to be said of why the text is still there."""

import re
from collections.abc import Iterator, Sequence

from boilerbench.corpora.blocks import pieces
from boilerbench.errors import CorpusError, RuleError, UsageError
from boilerbench.origins import Origins, origins
from boilerbench.records import Page
from boilerbench.rules.applying import Applied
from boilerbench.rules.explaining.advising import Case, advice_on
from boilerbench.rules.explaining.bench import TextBench
from boilerbench.rules.explaining.forms import core
from boilerbench.rules.explaining.judging import Tried, Verdicts, verdicts
from boilerbench.rules.explaining.reading import Way, way_of
from boilerbench.rules.explaining.shapes import Advice, Explanation, Stage, StageName
from boilerbench.rules.explaining.sources import Sources
from boilerbench.rules.explaining.stages import forms_in, output_stage, page_stages, pruned_stage
from boilerbench.rules.explaining.standing import Ground, ground_of
from boilerbench.rules.explaining.textmisses import Output
from boilerbench.rules.labels import labelled
from boilerbench.rules.model import RuleFile
from boilerbench.rules.scopes import host_of
from boilerbench.sessions import SessionPool
from boilerbench.systems import System

_SPACE = re.compile(r"[ \t\r\n\f]+")
NO_RULES = RuleFile("", (), ())


def explain(
    text: str,
    page: Page,
    system: System,
    pool: SessionPool,
    *,
    file: RuleFile = NO_RULES,
    siblings: Sequence[Page] = (),
) -> Explanation:
    """Why a text of a page is in an extractor's output, or where on its way it goes.

    `siblings` are pages of the same site, for rules on what is repeated there. Raises UsageError
    for a text without words, CorpusError for an empty page, RuleError for rules that cannot be
    compiled, ExtractorError where the extractor fails on the page.
    """
    wanted = text.strip()
    sources = _sources(page, text)
    with _at_work(file) as rules:
        way = way_of(page, siblings, system, pool, rules)
    seen = way.cleaned if forms_in(way.cleaned, wanted) else way.bare
    ground = ground_of(sources, seen, forms_in(seen, wanted))
    stages = tuple(_stages(page, way, ground, wanted, file))
    stands = stages[-1].stands
    judged = _verdicts(page, sources, way, ground, file)
    return Explanation(
        text=wanted,
        page=page.id,
        url=page.url,
        extractor=system.record.spec,
        name=system.record.name,
        standing=ground.standing,
        stages=stages,
        gone=_gone(stages),
        fired=judged.fired,
        misses=judged.misses if stands else (),
        far=judged.far if stands else 0,
        skipped=_skipped(way, file),
        advice=_advice(page, sources, way, ground) if stands else (),
    )


def _sources(page: Page, text: str) -> Sources:
    """The page as a source of the text; raises as `explain`."""
    if not core(text.strip()):
        raise UsageError(f"{text!r} has no word in it: give a text as the page or output has it.")
    source = origins(page)
    if source is None:
        raise CorpusError(f"{page.id} has nothing in it, so that no text stands on it.")
    labels = None if page.gold.kind == "none" else labelled(source.tree, page.gold)
    return Sources(source, text.strip(), labels)


def _skipped(way: Way, file: RuleFile) -> tuple[str, ...]:
    """The rules that were not carried out on the page, each with the reason."""
    return tuple(
        f"{file.place(at)} {file.rules[at]}: {why}" for at, why in sorted(way.troubles.items())
    )


def _at_work(file: RuleFile) -> Applied:
    try:
        return Applied(file.rules)
    except ValueError as error:
        raise RuleError(f"{file.name}: a rule cannot be carried out: {error}.") from error


def _stages(page: Page, way: Way, ground: Ground, wanted: str, file: RuleFile) -> Iterator[Stage]:
    yield from page_stages(page, ground.standing, wanted)
    yield output_stage("output without rules", way.bare, wanted)
    if way.pruned_here:
        yield pruned_stage(ground.standing, way.shown, wanted)
        yield output_stage("output of that page", way.raw, wanted)
    if file.rules:
        yield output_stage("output after rules", way.cleaned, wanted)


def _gone(stages: Sequence[Stage]) -> StageName | None:
    """The first stage that no longer has the text, and none after it."""
    if stages[-1].stands or not any(stage.stands for stage in stages):
        return None
    last = max(at for at, stage in enumerate(stages) if stage.stands)
    return stages[last + 1].name


def _verdicts(page: Page, sources: Sources, way: Way, ground: Ground, file: RuleFile) -> Verdicts:
    bench = _bench(sources, way, way.raw)
    wording = _wording(sources.page)
    there = TextBench(wording, [form.span for form in forms_in(wording, sources.text)])
    output = Output(bench, there, sources.text) if bench.spans else None
    tried = Tried(
        file=file,
        host=host_of(page.url),
        page=ground.bench,
        before=ground_of(sources, way.bare, forms_in(way.bare, sources.text)).bench,
        everywhere=ground.everywhere,
        output=output,
        removals=way.removals,
        troubles=way.troubles,
    )
    return verdicts(tried)


def _bench(sources: Sources, way: Way, output: str) -> TextBench:
    """An output with the places of the text in it that are no gold."""
    forms = sources.unwanted(output, forms_in(output, sources.text))
    return TextBench(output, [form.span for form in forms], way.seen, way.markdown)


def _wording(source: Origins) -> str:
    """The page's wording in lines, with the non-breaking spaces that it has."""
    parts: list[str] = []
    for piece in pieces(source.tree):
        parts += ["\n" if "\n" in piece.gap else piece.gap, _SPACE.sub(" ", piece.text)]
    return "\n".join(line.strip(" ") for line in "".join(parts).splitlines() if line.strip())


def _advice(page: Page, sources: Sources, way: Way, ground: Ground) -> tuple[Advice, ...]:
    """Rules that would take the text away; none where all of it that leaks is gold."""
    leaking = [spot for spot in ground.standing.spots if spot.leaks]
    if leaking and all(spot.label == "gold" for spot in leaking):
        return ()
    forms = sources.unwanted(way.cleaned, forms_in(way.cleaned, sources.text))
    output = _bench(sources, way, way.cleaned)
    labels = sources.labels or labelled(ground.tree, page.gold)
    return advice_on(Case(ground.bench, labels, page.gold, output, forms, host_of(page.url)))
