"""Whether a rule's sites lie within another's: then what the other does holds there too."""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence


def covers(outer: Sequence[str], inner: Sequence[str]) -> bool:
    """Whether a rule of the outer sites is surely for every host that one of the inner is for."""
    wanted = [site for site in outer if not site.startswith("~")]
    left_out = {site for site in outer if site.startswith("~")}
    if not left_out <= set(inner):
        return False
    if not wanted:
        return True
    narrow = [site for site in inner if not site.startswith("~")]
    return bool(narrow) and all(any(_holds(one, site) for one in wanted) for site in narrow)


def meet(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether one of them lies within the other."""
    return covers(first, second) or covers(second, first)


def _holds(outer: str, inner: str) -> bool:
    if outer == inner:
        return True
    below = outer.startswith(".")
    name = outer.removeprefix(".")
    if outer.startswith("=") or outer.endswith(".*"):
        return False
    return any(around == name for around in _around(inner, itself=not below))


def _around(site: str, *, itself: bool) -> Iterator[str]:
    """The host of a site and those it lies below."""
    host = site.lstrip(".=")
    if itself or site.startswith("."):
        yield host
    while "." in host:
        host = host.partition(".")[2]
        yield host


class Siting:
    """Rules by their sites, so that one that holds on given sites is found without a search."""

    def __init__(self) -> None:
        self._general: list[tuple[int, tuple[str, ...]]] = []
        self._of_site: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)

    def add(self, rule: int, sites: tuple[str, ...]) -> None:
        """Note a rule; each is asked about at most its first few companions of a site."""
        wanted = [site for site in sites if not site.startswith("~")]
        if not wanted:
            self._general.append((rule, sites))
        for site in wanted:
            self._of_site[site.lstrip(".=")].append((rule, sites))

    def covering(self, sites: tuple[str, ...], but: Container[int] = ()) -> int | None:
        """The first rule that holds wherever a rule of these sites does; None where none does."""
        near = ((rule, outer) for rule, outer in self._near(sites) if rule not in but)
        found = [rule for rule, outer in near if covers(outer, sites)]
        return min(found, default=None)

    def _near(self, sites: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
        yield from self._general[:_FEW]
        first = next((site for site in sites if not site.startswith("~")), None)
        for host in _around(first, itself=True) if first else ():
            yield from self._of_site.get(host, [])[:_FEW]


_FEW = 32
