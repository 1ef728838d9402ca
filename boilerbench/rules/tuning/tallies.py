"""What rules do to all pages, as arrays: words that the same rules cut are one atom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from boilerbench.rules.effects import PageEffects
from boilerbench.rules.tuning.objectives import Counts
from boilerbench.scoring.metric import Floats

Places: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """What R rules do to n pages.

    An entry is a rule on a page on which it fired: `rule`, `page`, and the words that only the
    output with it has (`gained_gold`, `gained_other`). An atom is some words of one page that the
    same rules cut: so many gold, so many others. A link says that an entry cuts an atom. `without`
    are the pages when no rule is used. Entries, and links, are in the order of their rules.
    """

    rules: int
    pages: tuple[str, ...]
    sites: tuple[str, ...]
    without: Counts
    rule: Places
    page: Places
    gained_gold: Floats
    gained_other: Floats
    atom_page: Places
    atom_gold: Floats
    atom_other: Floats
    link_entry: Places
    link_atom: Places

    def on(self, chosen: Flags) -> "Tally":
        """The same on some of the pages."""
        new = np.cumsum(chosen) - 1
        stays, atoms = chosen[self.page], chosen[self.atom_page]
        entry, atom = np.cumsum(stays) - 1, np.cumsum(atoms) - 1
        links = stays[self.link_entry]
        names = np.flatnonzero(chosen)
        return Tally(
            rules=self.rules,
            pages=tuple(self.pages[at] for at in names),
            sites=tuple(self.sites[at] for at in names),
            without=self.without.on(chosen),
            rule=self.rule[stays],
            page=new[self.page[stays]],
            gained_gold=self.gained_gold[stays],
            gained_other=self.gained_other[stays],
            atom_page=new[self.atom_page[atoms]],
            atom_gold=self.atom_gold[atoms],
            atom_other=self.atom_other[atoms],
            link_entry=entry[self.link_entry[links]],
            link_atom=atom[self.link_atom[links]],
        )

    def pages_of(self) -> Places:
        """On how many pages each rule fired."""
        return np.bincount(self.rule, minlength=self.rules)

    def sites_of(self) -> Places:
        """On how many sites each rule fired."""
        _, numbers = np.unique(np.array(self.sites, dtype=str), return_inverse=True)
        pairs = np.unique(np.stack([self.rule, numbers[self.page]]), axis=1)
        return np.bincount(pairs[0], minlength=self.rules)


def tally_of(effects: Sequence[PageEffects], rules: int) -> Tally:
    """The effects of so many rules on pages; in the order of sites and pages, whatever theirs.

    Pages without gold words, on which neither precision nor recall means anything, are left out.
    """
    pages = sorted(
        (one for one in effects if one.judged and one.gold), key=lambda one: (one.site, one.page)
    )
    parts = [_atoms(page) for page in pages]
    starts = np.cumsum([0, *(len(part.gold) for part in parts)])
    entries = [
        (rule, at, row, effect.gained_gold, effect.gained_other)
        for at, page in enumerate(pages)
        for row, (rule, effect) in enumerate(sorted(page.rules.items()))
    ]
    entries.sort(key=lambda one: one[:2])
    links = [parts[at].cut_by[row] for _, at, row, *_ in entries]
    atoms = [atom + starts[at] for atom, (_, at, *_) in zip(links, entries, strict=True)]
    return Tally(
        rules=rules,
        pages=tuple(page.page for page in pages),
        sites=tuple(page.site for page in pages),
        without=Counts(
            gold=_floats([(page.labels == 0).sum() for page in pages]),
            other=_floats([(page.labels == 2).sum() for page in pages]),
            wanted=_floats([page.gold for page in pages]),
        ),
        rule=_places([one[0] for one in entries]),
        page=_places([one[1] for one in entries]),
        gained_gold=_floats([one[3] for one in entries]),
        gained_other=_floats([one[4] for one in entries]),
        atom_page=np.repeat(np.arange(len(pages)), [len(part.gold) for part in parts]),
        atom_gold=_joined([part.gold for part in parts]),
        atom_other=_joined([part.other for part in parts]),
        link_entry=np.repeat(np.arange(len(entries)), [len(one) for one in links]),
        link_atom=_joined(atoms).astype(np.int64),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Atoms:
    """The atoms of a page: words of gold and others, and of each of its rules what it cuts."""

    gold: Floats
    other: Floats
    cut_by: list[Places]


def _atoms(page: PageEffects) -> _Atoms:
    """Words are counted by the rules that cut them; what is optional is not counted."""
    masks = [effect.cut for _, effect in sorted(page.rules.items())]
    if not masks:
        return _Atoms(_floats([]), _floats([]), [])
    cut = np.stack(masks)
    counted = np.flatnonzero(cut.any(axis=0) & (page.labels != 1))
    packed = np.packbits(cut[:, counted], axis=0).T
    kinds, first, atom = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    atom, gold = atom.reshape(-1), page.labels[counted] == 0
    size = len(kinds)
    return _Atoms(
        np.bincount(atom[gold], minlength=size).astype(float),
        np.bincount(atom[~gold], minlength=size).astype(float),
        [np.flatnonzero(row) for row in cut[:, counted[first]]],
    )


def _places(numbers: Sequence[int]) -> Places:
    return np.array(numbers, dtype=np.int64)


def _floats(numbers: Sequence[float]) -> Floats:
    return np.array(numbers, dtype=float)


def _joined(parts: Sequence["NDArray[np.number]"]) -> "NDArray[np.float64]":
    return np.concatenate([*parts, np.zeros(0)]).astype(float)
