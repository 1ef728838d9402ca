import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.records import Gold, Noise, NoiseKind, OptionalText
from boilerbench.scoring import Leak, align, leaks
from boilerbench.scoring.attribution import hold_what_lies_in_order
from boilerbench.scoring.claims import Claims

STORY = """Advertisement revenue fell sharply at the paper this year.

The ministers met in Vell to talk about trade, and to share a meal.

Nobody spoke to the press before the doors closed."""
FORM = "Newsletter Sign Up. Please verify you're not a robot by clicking the box."
NOISE: tuple[tuple[NoiseKind, str], ...] = (
    ("advertisement", "Advertisement"),
    ("skip-link", "Continue reading the main story"),
    ("newsletter", FORM),
    ("advertisement", "Advertisement"),
    ("share", "Share"),
    ("navigation", "Home News Sport"),
    ("advertisement", "Ad"),
    ("media-label", "…"),
)
GOLD = Gold(
    text=STORY,
    title="Ministers meet in Vell",
    optional=(OptionalText("caption", "The ministers arrive at the hall. Photo: A. Ruiz"),),
    noise=tuple(Noise(kind, text) for kind, text in NOISE),
)
FIRST, SECOND, THIRD = GOLD.paragraphs


def leaked(output: str, gold: Gold = GOLD) -> dict[int, int]:
    """Tokens leaked by place of the segment."""
    return {leak.index: leak.leaked for leak in leaks(gold, output)}


def labels(output: str, gold: Gold = GOLD) -> list[tuple[str, str, int | None]]:
    """Each stretch of the output with its label."""
    return [(output[r.start : r.end], r.label, r.index) for r in align(gold, output).output]


def fates(output: str, gold: Gold = GOLD) -> list[tuple[str, str]]:
    """Each stretch of the gold with its label."""
    text = gold.text or ""
    return [(text[r.start : r.end], r.label) for r in align(gold, output).gold]


def test_the_story_itself_leaks_nothing() -> None:
    """Noise words inside gold are gold: revenue from advertisement, a share of a meal."""
    assert not leaks(GOLD, STORY)
    assert labels(STORY) == [(STORY.rstrip("."), "gold", None)]
    assert fates(STORY) == [(STORY.rstrip("."), "kept")]


def test_optional_text_leaks_nothing() -> None:
    """Title and caption are labelled as what they are, wherever they stand."""
    output = f"Ministers meet in Vell\n{FIRST}\n{GOLD.optional[0].text}\n{SECOND}\n{THIRD}"
    found = labels(output)
    assert not leaked(output)
    assert [(label, index) for _, label, index in found] == [
        ("optional", 1),
        ("gold", None),
        ("optional", 0),
        ("gold", None),
    ]


def test_moved_text_is_no_leak() -> None:
    """Paragraphs in another order are moved, not extra and not missing."""
    output = f"{THIRD}\n{FIRST}\n{SECOND}"
    assert not leaks(GOLD, output)
    assert [label for _, label, _ in labels(output)] == ["moved", "gold"]
    assert [label for _, label in fates(output)] == ["kept", "moved"]


def test_every_planted_segment_is_found_whole() -> None:
    """Between paragraphs each segment leaks all its tokens, one without tokens none."""
    middle = "\n".join(text for _, text in NOISE)
    output = f"{FIRST}\n{middle}\n{SECOND}\n{THIRD}"
    assert leaked(output) == {0: 1, 1: 5, 2: 13, 3: 1, 4: 1, 5: 3, 6: 1}
    assert leaks(GOLD, output)[1] == Leak(1, "skip-link", 5, 5)
    assert labels(f"{FIRST} Share")[-1] == ("Share", "noise", 4)


@pytest.mark.parametrize(
    ("inserted", "expected"),
    [
        ("AdvertisementContinue reading the main story", {0: 1, 1: 5}),
        ("advertisementadvertisement", {0: 1, 3: 1}),
        ("Continue reading the main storyShare", {1: 5, 4: 1}),
        ("HomeNewsSportShare", {4: 1, 5: 3}),
        ("Adver tisement", {0: 1}),
        ("made adequate shares", {}),
        ("Shareholder", {}),
    ],
)
def test_white_space_does_not_hide_noise(inserted: str, expected: dict[int, int]) -> None:
    """Fused and torn tokens are found; a segment inside another word is not."""
    assert leaked(f"{FIRST}\n{inserted}\n{SECOND}\n{THIRD}") == expected


def test_noise_fused_with_gold_takes_nothing_from_it() -> None:
    """A label run into the next paragraph leaks, and the paragraph is still whole."""
    output = f"{FIRST}\nAdvertisement{SECOND}\n{THIRD}"
    assert leaked(output) == {0: 1}
    assert {label for _, label in fates(output)} == {"kept"}
    assert ("Advertisement", "noise", 0) in labels(output)


def test_a_torn_word_of_the_labels_is_found() -> None:
    """Where the labels fused what the output did not, the segment leaks all the same."""
    gold = Gold(text="Some gold text.", noise=(Noise("other", "AdvertisementContinue reading"),))
    assert leaked("Some gold text. Advertisement Continue reading", gold) == {0: 2}
    gold = Gold(text="We sign up here.", noise=(Noise("other", "Signup"),))
    assert leaked("We sign up here. Sign up", gold) == {}
    assert leaked("We sign up here. Sig nup", gold) == {0: 1}
    gold = Gold(
        text="x", noise=(Noise("other", "Digital Foundry"), Noise("share", "digitalfoundry"))
    )
    assert leaked("x\nDigital Foundry\nand more", gold) == {0: 2}


def test_known_words_are_not_joined() -> None:
    """Where the end of a caption and the next word would make up a word, they stay two."""
    gold = Gold(text="Body of it.", optional=(OptionalText("caption", "Anybody for an any"),))
    assert [label for _, label, _ in labels("Anybody for an any\nBody of it.", gold)] == [
        "optional",
        "gold",
    ]


def test_text_in_its_place_was_not_moved() -> None:
    """What the first alignment let go of, and nothing claimed, is kept where it stands in order."""
    claims = Claims.none([1, 2, 3, 9, 4, 5, 6], (1, 2, 3, 4, 5, 6), {0, 3, 6})
    claims.moved[:3] = [0, 1, 2]
    for at, place in ((4, 3), (5, 4), (6, 5)):
        claims.hold(at, place)
    hold_what_lies_in_order(claims)
    assert claims.held == [0, 1, 2, -1, 3, 4, 5]
    assert claims.moved == [-1] * 7
    claims = Claims.none([4, 5, 6, 1, 2, 3], (1, 2, 3, 4, 5, 6), {0, 3, 6})
    claims.moved[:3] = [3, 4, 5]
    for at, place in ((3, 0), (4, 1), (5, 2)):
        claims.hold(at, place)
    hold_what_lies_in_order(claims)
    assert claims.moved == [3, 4, 5, -1, -1, -1]


def test_a_segment_leaks_no_oftener_than_it_is_planted() -> None:
    """Two are planted, so of three in the output one is extra; of one, one leaks."""
    assert leaked(f"{STORY}\nAdvertisement\nAdvertisement\nAdvertisement") == {0: 1, 3: 1}
    assert leaked(f"{STORY}\nAdvertisement") == {0: 1}
    output = f"{STORY} x Advertisement x Advertisement x Advertisement"
    assert labels(output)[-1] == ("x Advertisement", "extra", None)


def test_a_segment_leaks_as_far_as_it_stands_there() -> None:
    """Runs of three tokens and more count, two tokens of a longer segment do not."""
    assert leaked(f"{STORY}\nPlease verify you're not a human") == {2: 5}
    assert leaked(f"{STORY}\nContinue reading") == {}
    output = f"{STORY}\nNewsletter sign up or else, robot by clicking"
    assert leaked(output) == {2: 6}


def test_stray_matches_do_not_break_a_leak() -> None:
    """Words that a leaked form shares with a dropped paragraph are the form's."""
    gold = Gold(
        text="We spoke by the gate.\nYou said that a verify clicking the word was odd.\nEnd of it.",
        noise=(Noise("newsletter", FORM),),
    )
    output = f"We spoke by the gate.\n{FORM} So?\nEnd of it."
    assert leaked(output, gold) == {0: 13}
    partial = f"We spoke by the gate.\n{FORM[11:]} So?\nEnd of it."
    assert leaked(partial, gold) == {0: 12}


def test_a_stray_match_holds_where_nothing_claims_it() -> None:
    """A short subhead kept between leaks is kept, though it is short."""
    gold = Gold(text="First things.\nThe vote\nLast of all things here.", noise=GOLD.noise)
    output = "Continue reading the main story\nThe vote\nHome News Sport"
    assert fates(output, gold)[1] == ("The vote", "kept")
    assert leaked(output, gold) == {1: 5, 5: 3}


def test_the_longer_run_decides() -> None:
    """A teaser that begins like a dropped paragraph is the teaser when it goes on like it."""
    gold = Gold(
        text="Rain is expected all week.\nThe fair opens today.",
        noise=(Noise("related", "Rain is expected all summer, say experts"),),
    )
    assert leaked("Rain is expected all summer, say experts\nThe fair opens today.", gold) == {0: 7}
    assert leaked("The fair opens today. Rain is expected", gold) == {}


def test_noise_that_costs_gold_is_not_taken_from_it() -> None:
    """A segment of the very words that gold keeps is only noise when it stands there twice."""
    gold = Gold(
        text="One two three four.\nFive six.", noise=(Noise("related", "One two three four"),)
    )
    assert leaked("One two three four.\nFive six.", gold) == {}
    assert leaked("One two three four.\nOne two three four.\nFive six.", gold) == {0: 4}
    assert leaked("One two three four.", gold) == {}


def test_empty_sides() -> None:
    """No output, no gold and no labels are all fine."""
    assert align(GOLD, "").output == ()
    assert fates("")[0][1] == "missing"
    assert labels("some text", Gold(text="")) == [("some text", "extra", None)]
    assert leaked("Share it", Gold(text="", noise=GOLD.noise)) == {4: 1}
    assert align(Gold(text=""), "").gold == ()


def test_spans_are_of_the_text_as_given() -> None:
    """Soft hyphens, ligatures and fused words do not shift the stretches."""
    output = f"{FIRST} Ad\u00advertisementCon\u00adtinue reading the main story {SECOND}"
    found = labels(output)
    assert found[1] == ("Ad\u00advertisement", "noise", 0)
    assert found[2] == ("Con\u00adtinue reading the main story", "noise", 1)


WORDS = st.lists(st.sampled_from([*"abcd", "ab", "the"]), min_size=1, max_size=6).map(" ".join)
GOLDS = st.builds(
    Gold,
    text=st.lists(WORDS, max_size=4).map("\n".join),
    title=st.none() | WORDS,
    optional=st.lists(st.builds(OptionalText, st.just("caption"), WORDS), max_size=2).map(tuple),
    noise=st.lists(st.builds(Noise, st.sampled_from(["promo", "other"]), WORDS), max_size=4).map(
        tuple
    ),
)


@given(GOLDS, WORDS)
def test_any_output_is_labelled_once_and_in_order(gold: Gold, output: str) -> None:
    """Runs lie in order, none leaks more than was planted, and gold itself leaks nothing."""
    found = align(gold, output)
    edges = [edge for run in found.output for edge in (run.start, run.end)]
    assert edges == sorted(edges)
    edges = [edge for run in found.gold for edge in (run.start, run.end)]
    assert edges == sorted(edges)
    for leak in leaks(gold, output):
        assert 0 < leak.leaked <= leak.planted
        assert leak.leaked == leak.planted or leak.leaked >= 3
    assert not leaks(gold, gold.text or "")


@given(st.lists(st.integers(0, 9), max_size=12), st.data())
def test_planted_noise_of_other_words_is_counted_exactly(
    planted: list[int], data: st.DataObject
) -> None:
    """Whatever is dropped of gold, whole segments between paragraphs leak whole, each once."""
    paragraphs = [" ".join(f"w{n}x{k}" for k in range(5)) for n in range(6)]
    noise = tuple(Noise("promo", " ".join(f"n{n}y{k}" for k in range(n % 4 + 1))) for n in planted)
    gold = Gold(text="\n".join(paragraphs), noise=noise)
    kept = [paragraph for paragraph in paragraphs if data.draw(st.booleans())]
    through = [n for n in range(len(noise)) if data.draw(st.booleans())]
    for n in through:
        kept.insert(data.draw(st.integers(0, len(kept))), noise[n].text)
    texts = sorted(noise[n].text for n in through)
    assert sorted(noise[leak.index].text for leak in leaks(gold, "\n".join(kept))) == texts


def test_long_pages_are_aligned_in_bounded_time_and_alike() -> None:
    """A page of half a million characters is aligned, and twice the same."""
    words = random.Random(1)
    gold = Gold(
        text="\n".join(
            " ".join(f"w{words.randrange(5000)}" for _ in range(60)) for _ in range(1500)
        ),
        noise=GOLD.noise,
    )
    kept = [p for p in gold.paragraphs if words.random() < 0.8]
    kept[300:300] = [FORM, "AdvertisementContinue reading the main story"]
    output = "\n".join(kept)
    assert leaked(output, gold) == {0: 1, 1: 5, 2: 13}
    assert align(gold, output) == align(gold, "".join(list(output)))
