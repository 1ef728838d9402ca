"""The catalogue of public corpora: where each lies, at which commit, and under which licence.

None of it ships: pages are their publishers' property. `boilerbench corpus fetch NAME` gets one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Public:
    """A corpus in somebody's git repository.

    `commit` is its id, or as much of the id as is known; `wanted` are the files and folders of the
    repository that are fetched. `paths` says for each path that the reader of `format` takes which
    of them it is. `megabytes` is about how large the files are, in units of 2^20 bytes; `pages` is
    how many the reader finds. `remark` is what a user has to know.
    """

    name: str
    title: str
    repository: str
    commit: str
    wanted: tuple[str, ...]
    format: str
    licence: str
    megabytes: float
    pages: int
    citation: str
    paths: Mapping[str, str] = field(default_factory=lambda: {"path": "."})
    options: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""


_ENTRIES: Final = (
    Public(
        name="aeb",
        title="Article Extraction Benchmark: news and blogs of November 2019",
        repository="https://github.com/scrapinghub/article-extraction-benchmark",
        commit="4a3bc979f76c0df73cb95fe272e2fc1b96f9f010",
        wanted=("LICENSE", "ground-truth.json", "html"),
        format="aeb",
        licence="MIT",
        megabytes=6.8,
        pages=181,
        citation="Scrapinghub: Article Extraction Benchmark. 2020.",
    ),
    Public(
        name="andythefactory",
        title="Article extraction dataset: 212 news sites in December 2023",
        repository="https://github.com/AndyTheFactory/article-extraction-dataset",
        commit="cf3e2959ffc4fde13e0714d2b6d50c2bd220ed3b",
        wanted=("articles.json", "html"),
        format="aeb",
        licence="Apache-2.0",
        megabytes=151.3,
        pages=421,
        citation="AndyTheFactory: article-extraction-dataset. 2024.",
        remark="Its gold names 424 pages.",
    ),
    Public(
        name="cleaneval",
        title="CleanEval 2007, development and final set, in the copy of Web2Text",
        repository="https://github.com/Tommel71/web2text",
        commit="8b23906",
        wanted=(
            "src/main/resources/cleaneval/orig",
            "src/main/resources/cleaneval/clean",
        ),
        format="cleaneval",
        licence="none stated for the data of the shared task",
        megabytes=39.8,
        pages=737,
        citation="Baroni, Chantree, Kilgarriff, Sharoff: CleanEval: a competition for cleaning web"
        " pages. LREC 2008.",
        paths={"path": "src/main/resources/cleaneval"},
        remark="59 of its 796 pages have no gold.",
    ),
    Public(
        name="cleanportaleval",
        title="CleanPortalEval: pages of a few news portals",
        repository="https://github.com/ppke-nlpg/CleanPortalEval",
        commit="517726d",
        wanted=("input", "GoldStandard"),
        format="cleanportaleval",
        licence="none stated",
        megabytes=5.8,
        pages=71,
        citation="Endrédy, Novák: More Effective Boilerplate Removal: the GoldMiner Algorithm."
        " Polibits 48, 2013.",
    ),
    Public(
        name="daniel",
        title="DAnIEL 2.1: news in English, Chinese, Polish, Greek and Russian, 2011-12",
        repository="https://github.com/rundimeco/waddle",
        commit="be875ce",
        wanted=(
            "corpora/Corpus_daniel_v2.1/doc_lg.json",
            "corpora/Corpus_daniel_v2.1/html",
            "corpora/Corpus_daniel_v2.1/reference",
        ),
        format="daniel",
        licence="GPL-3.0 for the repository",
        megabytes=149.7,
        pages=1689,
        citation="Barbaresi, Lejeune: Out-of-the-Box and Into the Ditch? Multilingual Evaluation of"
        " Generic Text Extraction Tools. WAC-XII 2020.",
        paths={"path": "corpora/Corpus_daniel_v2.1"},
        remark="431 of its references have no page.",
    ),
    Public(
        name="dragnet",
        title="Dragnet 2013: blogs and news of 2012, comments apart",
        repository="https://github.com/j-szulc/html-cleaning-dataset-merged",
        commit="46e01a0",
        wanted=("dragnet_data/input", "dragnet_data/GoldStandard"),
        format="dragnet",
        licence="AGPL-3.0 (of seomoz/dragnet_data)",
        megabytes=106.8,
        pages=1381,
        citation="Peters, Lecocq: Content Extraction Using Diverse Feature Sets. WWW 2013,"
        " Companion.",
        paths={"path": "dragnet_data"},
        remark="A copy: the first repository keeps the gold in an archive and no pages. The copy"
        " lacks training.txt and test.txt, so that no page has a split.",
    ),
    Public(
        name="immortal-zh",
        title="Chinese pages, most of them in GB2312 or GBK",
        repository="https://github.com/immortal-autumn/Chinese-Web-Content-Extraction-Dataset",
        commit="99d0ef0",
        wanted=("LICENSE", "original", "cleaned"),
        format="pairs",
        licence="MIT",
        megabytes=6.3,
        pages=69,
        citation="immortal-autumn: Chinese-Web-Content-Extraction-Dataset. 2022.",
        paths={"html": "original", "text": "cleaned"},
        remark="Its authors and dates are not read.",
    ),
    Public(
        name="ir-research",
        title="News of 2005, 2009, 2013 and 2017, and pages of some 240 sites of 2017",
        repository="https://github.com/MSVCode/ir-research-data",
        commit="cbb428c",
        wanted=("README.md", "Extraction"),
        format="cetd",
        licence='"Only for research purpose" (README.md)',
        megabytes=96.3,
        pages=720,
        citation="Utomo, Leu: Subject-Assisted Extraction: Looking at Web Content Extraction from"
        " Different Side. Data of 2019.",
        paths={"path": "Extraction"},
    ),
    Public(
        name="l3s-gn1",
        title="L3S-GN1: Google News of 2008, every block labelled",
        repository="https://github.com/geodrome/page-signal",
        commit="186d815",
        wanted=(
            "L3S-GN1-20100130203947-00001/Readme-L3S-GN1.txt",
            "L3S-GN1-20100130203947-00001/url-mapping.txt",
            "L3S-GN1-20100130203947-00001/original",
            "L3S-GN1-20100130203947-00001/annotated",
        ),
        format="l3s-gn1",
        licence="non-exclusive, non-transferable, research use only (L3S)",
        megabytes=45.4,
        pages=621,
        citation="Kohlschütter, Fankhauser, Nejdl: Boilerplate Detection using Shallow Text"
        " Features. WSDM 2010.",
    ),
    Public(
        name="omnivore",
        title="Test pages of Omnivore's Readability",
        repository="https://github.com/omnivore-app/omnivore",
        commit="322ce62",
        wanted=("packages/readabilityjs/test/test-pages",),
        format="readability",
        licence="AGPL-3.0",
        megabytes=39.9,
        pages=90,
        citation="Omnivore: packages/readabilityjs/test/test-pages.",
        paths={"path": "packages/readabilityjs/test/test-pages"},
        remark="Its gold is what the tool itself returned, looked over: it favours that tool.",
    ),
    Public(
        name="readability",
        title="Test pages of Mozilla's Readability.js",
        repository="https://github.com/mozilla/readability",
        commit="ab4027a",
        wanted=("LICENSE.md", "test/test-pages"),
        format="readability",
        licence="Apache-2.0",
        megabytes=27.5,
        pages=130,
        citation="Mozilla: Readability.js, test/test-pages.",
        remark="Its gold is what the tool itself returned, looked over: it favours that tool.",
    ),
    Public(
        name="trafilatura",
        title="Trafilatura's evaluation: phrases that must and must not be returned",
        repository="https://github.com/adbar/trafilatura",
        commit="e90b0ef",
        wanted=("tests/evaldata.json", "tests/eval", "tests/cache"),
        format="trafilatura",
        licence="Apache-2.0 for the repository",
        megabytes=143.2,
        pages=990,
        citation="Barbaresi: Trafilatura: A Web Scraping Library and Command-Line Tool for Text"
        " Discovery and Extraction. ACL 2021, System Demonstrations.",
        remark="It has no whole texts.",
    ),
    Public(
        name="wcxb",
        title="WCXB: pages of seven types, of 2025-26",
        repository="https://github.com/Murrough-Foley/web-content-extraction-benchmark",
        commit="c039d5e",
        wanted=(
            "LICENSE",
            "metadata.json",
            "dev/ground-truth",
            "dev/html",
            "test/ground-truth",
            "test/html",
        ),
        format="wcxb",
        licence="CC-BY-4.0",
        megabytes=106.4,
        pages=2008,
        citation="Foley: Web Content Extraction Benchmark. 2025-26.",
        remark="139 pages are in both splits; all of test and a third of dev are stripped of"
        " scripts, styles and comments.",
    ),
    Public(
        name="webmainbench",
        title="WebMainBench: the sample in its repository",
        repository="https://github.com/opendatalab/WebMainBench",
        commit="9d991bdc00c57b57521499494d96be85c31317ba",
        wanted=("data/WebMainBench_dataset_sample2.jsonl", "data/sample_dataset.jsonl"),
        format="webmainbench",
        licence="Apache-2.0",
        megabytes=5.8,
        pages=6,
        citation="OpenDataLab: WebMainBench. 2025.",
        remark="The whole set is not in the repository: read a file of it with webmainbench:PATH.",
    ),
    Public(
        name="wwwxmu-zh",
        title="News of ten Chinese sites, most of them on finance",
        repository="https://github.com/wwwxmu/Dataset-for-web-main-content-extraction",
        commit="3ee3b06",
        wanted=("source_html", "label_content"),
        format="pairs",
        licence="none stated",
        megabytes=65.9,
        pages=1083,
        citation="wwwxmu: Dataset for web main content extraction. 2019.",
        paths={"html": "source_html", "text": "label_content"},
        remark="55 pages come twice, and 3 have an empty gold.",
    ),
)

PUBLIC: Final[Mapping[str, Public]] = {one.name: one for one in _ENTRIES}
"""Every public corpus that can be fetched, by name."""
