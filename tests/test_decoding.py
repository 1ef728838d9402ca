# ruff: noqa: RUF001  look-alike characters of other scripts are what is tested
import codecs

import pytest
import webencodings.labels
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.decoding import Decoded, as_utf8, decode

RUSSIAN = "Правительство объявило о новых мерах поддержки малого бизнеса в регионах страны. " * 3
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy, říkali lidé večer před svým domem na návsi. " * 3
JAPANESE = "日本の首都は東京です。新しい駅が開業しました。人々は朝から列を作りました。" * 3
SAMPLES = [("windows-1251", RUSSIAN), ("koi8-r", RUSSIAN), ("windows-1250", CZECH)]
SAMPLES += [("shift_jis", JAPANESE), ("euc-jp", JAPANESE), ("iso-2022-jp", JAPANESE)]
SAMPLES += [("gb18030", "中国政府宣布了新的经济政策，记者昨天从会议上获悉这一消息。" * 3)]
SAMPLES += [
    ("windows-1252", "Les élèves ont été reçus à l’école, où le maître était déjà prêt. " * 3)
]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16le"),
        (codecs.BOM_UTF16_BE, "utf-16be"),
    ],
)
def test_a_byte_order_mark_wins(mark: bytes, encoding: str) -> None:
    """A byte order mark outranks the HTTP header and the meta, and is no part of the text."""
    text = "<meta charset=koi8-r>é"
    decoded = decode(mark + text.encode(encoding), "windows-1251")
    assert (decoded.text, decoded.encoding, decoded.how) == (text, encoding, "bom")


def test_http_outranks_meta() -> None:
    """The HTTP charset outranks the meta, and an unknown one counts as none."""
    page = "<meta charset=koi8-r>ж".encode("windows-1251")
    assert decode(page, "'CP1251' ").text.endswith("ж")
    assert decode(page, "cp1251").how == "http"
    assert decode(page, "klingon").encoding == "koi8-r"
    assert decode(page, "\udcff").how == "meta"


@pytest.mark.parametrize(
    ("markup", "encoding"),
    [
        ('<meta charset="latin1">', "windows-1252"),
        ("<META CharSet = 'sjis' />", "shift_jis"),
        ("<meta/charset=gb2312>", "gbk"),
        ('<meta content="text/html; charset=big5" http-equiv=Content-Type>', "big5"),
        ('<meta http-equiv="content-type" content="text/html;charset=\'koi8-r\'">', "koi8-r"),
        ("<meta charset=utf-16le>", "utf-8"),
        ("<meta charset=x-user-defined>", "windows-1252"),
        ("<meta name=a content='charset=big5'><meta charset=euc-kr>", "euc-kr"),
        ("<meta charset=nonsense><meta charset=koi8-u>", "koi8-u"),
        ("<!-- <meta charset=big5> --><meta charset=koi8-u>", "koi8-u"),
        ("<!--><meta charset=big5><!-- -->", "big5"),
        ("<script>'<meta charset=big5>'</script><meta charset=koi8-u>", "koi8-u"),
        ("<meta charset=big5 charset=koi8-u>", "big5"),
        ("<metadata charset=big5><meta charset=koi8-u>", "koi8-u"),
        ("<body><meta charset=big5>", "big5"),
    ],
)
def test_meta_is_read_as_a_browser_reads_it(markup: str, encoding: str) -> None:
    """The prescan follows the standard: attributes in any order and quoting, comments skipped."""
    decoded = decode(f"<html><head>{markup}</head>x".encode())
    assert (decoded.encoding, decoded.how) == (encoding, "meta")


@pytest.mark.parametrize(
    "padding", [b"<!--" + b"x" * 1100 + b"-->", b"<title>" + b"x" * 1000 + b"</title>"]
)
def test_a_late_meta_counts_in_the_head_only(padding: bytes) -> None:
    """A meta beyond the first 1,024 bytes is honoured in the head and ignored in the body."""
    meta = b"<meta charset=windows-1251>"
    assert decode(b"<head>" + padding + meta + b"</head>\xe6").text.endswith("ж")
    late = decode(b"<head>" + padding + b"</head><body>" + b" " * 99 + meta)
    assert late.how == "utf-8"


def test_a_meta_cut_by_the_prescan_is_read_later() -> None:
    """A declaration that straddles the 1,024th byte is read whole."""
    page = b"<head>" + b" " * 1000 + b'<meta charset="windows-1251">\xe6'
    assert decode(page).encoding == "windows-1251"


@pytest.mark.parametrize(("encoding", "sample"), SAMPLES)
def test_undeclared_bytes_are_guessed(encoding: str, sample: str) -> None:
    """An undeclared page in a common legacy encoding is read right, also after much ASCII."""
    page = "<p>" + "x " * 70_000 + sample
    assert decode(page.encode(encoding)).text == page
    assert decode(page.encode(encoding)).how in {"detector", "fallback"}


def test_undeclared_utf8_needs_no_guess() -> None:
    """Valid UTF-8 is taken as such; NUL and other controls stay; no bytes are no text."""
    assert decode("a\0b\x07é".encode()) == Decoded("a\0b\x07é", "utf-8", "utf-8")
    assert not decode(b"").text


def test_replaced_encodings_go_to_the_detector() -> None:
    """A label that the standard answers with one U+FFFD does not lose the page."""
    assert decode(b"plain", "iso-2022-kr").text == "plain"
    assert "\ufffd" not in decode("한국어 문장입니다".encode("iso-2022-kr")).text


@pytest.mark.parametrize("guess", ["utf-7", None, "no-such-codec", "cp037"])
def test_odd_guesses_are_survived(guess: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """UTF-7, no guess and unknown names fall back to windows-1252; other codecs are used."""
    monkeypatch.setattr("chardet.detect", lambda _: {"encoding": guess})
    decoded = decode(b"\xe9+2AA-")
    assert (decoded.how == "detector") == (guess == "cp037")
    decoded.text.encode()


@given(st.binary(), st.none() | st.sampled_from(sorted(webencodings.labels.LABELS)) | st.text())
def test_decode_never_raises(content: bytes, charset: str | None) -> None:
    """Any bytes under any label give text without lone surrogates."""
    assert as_utf8(content, charset) == decode(content, charset).text.encode()
    decode(b"<meta charset='" + (charset or "").encode("utf-8", "replace") + b"'>" + content)


@pytest.mark.parametrize("start", [b"", codecs.BOM_UTF8, b"<meta charset=utf-8>"])
@pytest.mark.parametrize("rest", ["é".encode(), b"\xe9", "\ufffd".encode(), codecs.BOM_UTF8])
def test_utf8_is_what_the_text_is_in_utf8(start: bytes, rest: bytes) -> None:
    """Bytes that are UTF-8 already stay as they are; what was replaced is replaced there too."""
    content = start + b" " + rest
    assert as_utf8(content) == decode(content).text.encode()


def test_utf8_needs_no_copy() -> None:
    """A page in UTF-8 is not encoded again."""
    content = "<meta charset=utf-8>é".encode()
    assert as_utf8(content) is content
