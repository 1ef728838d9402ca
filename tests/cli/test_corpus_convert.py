"""`corpus convert` and `corpus sample` from the command line."""

from collections.abc import Callable
from pathlib import Path

Told = Callable[..., tuple[int, str, str]]
MakeCorpus = Callable[..., Path]


def test_convert_and_sample(told: Told, make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """Both write a corpus that opens; without DEST a sample is a list of ids."""
    folder = make_corpus(4)
    out = told("corpus", "convert", folder, tmp_path / "a.jsonl", "--to", "webmainbench")
    assert out[:2] == (0, f"4 pages of ferry in {tmp_path / 'a.jsonl'}.\n")
    out = told("corpus", "sample", tmp_path / "a.jsonl", tmp_path / "b", "--size", 2)
    assert out[:2] == (0, f"2 pages of a.jsonl in {tmp_path / 'b'}.\n")
    assert told("corpus", "check", tmp_path / "b", "--ignore", "D02=one story for all")[0] == 0
    listed = told("corpus", "sample", folder, "--size", 3, "--by", "type")[1]
    assert len(listed.split()) == 3
    assert told("corpus", "sample", folder, "--size", 9)[0] == 2


def test_convert_tells_what_it_leaves_out(told: Told, tmp_path: Path) -> None:
    """Pages without gold and gold without a page, each counted."""
    for name in ("html/a.html", "html/b.html", "text/a.txt", "text/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("word")
    source = f"pairs:html={tmp_path / 'html'},text={tmp_path / 'text'}"
    out = told("corpus", "convert", source, tmp_path / "new")[1]
    assert out.endswith(f"in {tmp_path / 'new'}; left out: 1 with no gold, 1 with no page.\n")
