"""Rules in the syntaxes that rule files have, as other programs read them."""

from msgspec.structs import replace

from boilerbench.rules.exporting.choosing import Exported, only, told
from boilerbench.rules.exporting.dropping import tests_dropped
from boilerbench.rules.exporting.plainpath import needs_regex
from boilerbench.rules.model import Css, Rule, RuleFile, XPath
from boilerbench.rules.splitting import operators, parts
from boilerbench.rules.syntaxes import site_configs, unwritable, write_rules
from boilerbench.wording import counted

_REGEX = "it needs regular expressions in XPath, which browsers do not have"


def easylist(file: RuleFile, *, chosen: bool) -> Exported:  # noqa: ARG001  sites are told
    """Lines for browsers; of `=x.example` and `.x.example` is made `x.example`, with a remark."""
    regex = [at for at, rule in enumerate(file.rules) if _asks_regex(rule)]
    able = only(file, [at for at in range(len(file.rules)) if at not in set(regex)])
    wide = tuple(_widened(rule) for rule in able.rules)
    said = replace(able, rules=wide, tests=())
    left_out = unwritable(said, "easylist")
    return Exported(
        write_rules(said, "easylist"),
        len(wide) - len(left_out),
        (*(told(file, at, _REGEX) for at in regex), *left_out),
        _told_widened(able, wide),
        tests_dropped(file, "EasyList"),
    )


def _asks_regex(rule: Rule) -> bool:
    match rule.what:
        case XPath(expression):
            return needs_regex(expression)
        case Css(selector):
            steps = (step for part in parts(selector) for step in operators(part))
            return any(name == "xpath" and needs_regex(argument) for _, name, argument, _ in steps)
    return False


def _widened(rule: Rule) -> Rule:
    sites = (site.lstrip(".=") if site[0] in ".=" else site for site in rule.sites)
    return replace(rule, sites=tuple(dict.fromkeys(sites)))


def _told_widened(file: RuleFile, wide: tuple[Rule, ...]) -> tuple[str, ...]:
    """One remark for all rules whose sites are said otherwise, with the first of them."""
    found = [at for at, rule in enumerate(file.rules) if rule.sites != wide[at].sites]
    if not found:
        return ()
    first = found[0]
    site = next(one for one in file.rules[first].sites if one[0] in ".=")
    told = (
        f"{file.place(first)}: {counted(len(found), 'rule')} widened, this one first: EasyList "
        f"has no {site!r}, and {site[1:]!r} is that host and all below it"
    )
    return (told,)


def ftr(file: RuleFile, *, chosen: bool) -> Exported:  # noqa: ARG001  sites are told
    """The config of a site; RuleError where the rules are of several."""
    return _configs(file, write_rules(file, "ftr"))


def ftr_folder(file: RuleFile) -> tuple[dict[str, str], Exported]:
    """Every config that the rules need, by its name, and what they leave out."""
    return site_configs(file), _configs(file, "")


def _configs(file: RuleFile, text: str) -> Exported:
    left_out = unwritable(replace(file, tests=()), "ftr")
    dropped = unwritable(file, "ftr")[len(left_out) :] if file.tests else ()
    return Exported(text, len(file.rules) - len(left_out), left_out, (), dropped)
