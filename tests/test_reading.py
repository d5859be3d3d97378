"""Sources in, articles out: what an article says about itself, encodings, paths, tables."""

import io
from pathlib import Path

import pytest

from tradecli import reading
from tradecli.frames import COLUMNS
from tradecli.model import Article
from tradecli.reading import ReadError, metadata, sources

BODY = "Exports rose 5 percent in the year from the year before, the customs office of the province said."
TITLE = "Guangdong's trade reaches a record high in 2025"


def article(text: str) -> Article:
    return metadata.article("x.txt", text)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Updated: August 15, 2025", "2025-08-15"),
        ("PUBLISHED WED, JAN 14 2026", "2026-01-14"),
        ("By Li Na / Gansu Daily / Updated:09:15,3-March-2026", "2026-03-03"),
        ("Issue 5. Released on 12 June 2026. All values in yuan, all rates on the same time of 2025.", "2026-06-12"),
        ("All is set. Published 3 May 2023, the plan of the province says that exports will double by 2030.", ""),
        ("2025/8/8    Source: Beijing    Print", "2025-08-08"),
        ("(July 22, 2025) -- Shanghai wrapped up the quarter with gains in most of its markets.", "2025-07-22"),
        ("Published: Jan 19, 2026 10:28 PM", "2026-01-19"),
        ("Release time: 2025-09-15    Source: Nanjing Customs    Number of views: 178", "2025-09-15"),
        ("2025-10-22    Shanghai (Reporter Jiang)", "2025-10-22"),
        (
            " date 2026-01-24 Xinjiang Uygur autonomous region recorded robust growth of its trade in 2025.",
            "2026-01-24",
        ),
        ("Oct 17, 2024", "2024-10-17"),
        ("July 14, 2025 | Business Desk", "2025-07-14"),
        ("URUMQI, Jan. 23, 2026 -- Trade of the region grew.", "2026-01-23"),
        ("BEIJING, Jan. 14, 2026 (Xinhua) -- Trade of the country grew.", "2026-01-14"),
        ("NEWS DESK, Moscow. 14.04.2026. Trade with China grew.", "2026-04-14"),
        ("Trade has grown for years, said customs. 14.04.2026. It went on to grow, which pleased those who trade.", ""),
        ("2026-03-20 16:42", "2026-03-20"),
        ("2026-03-20T16:42:00+08:00", "2026-03-20"),
        ("（2026年1月23日）", "2026-01-23"),
        ("天山南北讯（2026年1月23日）", "2026-01-23"),
        ("2026年1月19日　广州", "2026-01-19"),
        ("2018年03月12日", "2018-03-12"),
        ("二〇二六年一月十四日", "2026-01-14"),
        ("发布时间：2026-01-14 10:00  来源：海关总署", "2026-01-14"),
        ("14 January 2026", "2026-01-14"),
        ("Wednesday, 14th January 2026", "2026-01-14"),
        ("14.01.2026", "2026-01-14"),
        ("14/01/2026", "2026-01-14"),
        ("01/14/2026", "2026-01-14"),
        ("By Jane Smith | Jan 14, 2026", "2026-01-14"),
        ("date: 2026-01-14", "2026-01-14"),
        ("BEIJING, Jan. 14 -- Trade of the country grew.", ""),
        ("本报北京1月14日讯", ""),
        ("03/04/2026", ""),
        ("On January 14, 2020, exports of the province rose.", ""),
        ("As of March 31, 2025", ""),
        ("January 14, 2020 marked a turning point for the port of Ningbo and all who work there.", ""),
        ("The port has grown since 1 May 2004.", ""),
        ("February 30, 2026", ""),
        ("The amount was 2025.10.11 by one count and 5.4% by another, said the office.", ""),
    ],
)
@pytest.mark.parametrize("place", ["head", "tail"])
def test_date(line: str, date: str, place: str) -> None:
    dateline = "--" in line
    if place == "head":
        text = f"{TITLE}\n\n{line}\n\n{BODY}\n"
    elif dateline:
        pytest.skip("a dateline opens an article")
    else:
        text = f"{TITLE}\n\n{(BODY + chr(10)) * 30}\n{line}\n"
    assert article(text).date == date


def test_date_in_the_middle_is_not_the_articles_own() -> None:
    text = f"{TITLE}\n" + f"{BODY}\n" * 20 + "Oct 17, 2024\n" + f"{BODY}\n" * 20
    assert article(text).date == ""


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2025-10-24-henan.txt", "2025-10-24"),
        ("reports/henan_20251024.html", "2025-10-24"),
        ("guangdong-2025-h1.txt", ""),
        ("henan_20251324.txt", ""),
        ("2025-01-2025-06.txt", ""),
    ],
)
def test_date_of_the_file_name_where_the_text_has_none(name: str, date: str) -> None:
    assert metadata.article(name, f"{TITLE}\n\n{BODY}\n").date == date
    assert metadata.article(name, f"{TITLE}\n\nOct 17, 2024\n\n{BODY}\n").date == "2024-10-17"


@pytest.mark.parametrize(
    ("note", "date"),
    [
        ("[We move old reports to this site. This one is from Gansu Daily of July 25, 2014.]", "2014-07-25"),
        (
            "Editor's note: this article was first published in Gansu Daily on July 25, 2014. Some links are dead.",
            "2014-07-25",
        ),
        ("Originally published: 25 July 2014", "2014-07-25"),
        (
            "[This article has been corrected. The rule that it speaks of came into force on July 25, 2014.]",
            "2017-03-02",
        ),
        ("The plan of the province was first published on July 25, 2014, and its exports grew.", "2017-03-02"),
    ],
)
def test_a_report_of_another_paper_is_of_the_day_on_which_it_appeared_there(note: str, date: str) -> None:
    assert article(f"{TITLE}\n\nPosted by admin on March 2, 2017\n\n{note}\n\n{BODY}\n").date == date


def test_the_date_nearest_the_text_beats_that_of_the_sites_banner() -> None:
    assert article(f"Home  English  15 July 2015\n\n{TITLE}\n\n2017-03-15   Print\n\n{BODY}\n").date == "2017-03-15"


def test_published_beats_updated() -> None:
    text = f"{TITLE}\nUpdated: Jan 20, 2026\nPublished: Jan 19, 2026\n\n{BODY}\n"
    assert article(text).date == "2026-01-19"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"{TITLE}\n\n{BODY}", TITLE),
        (f"# {TITLE}\n\n{BODY}", TITLE),
        (f"Think Tank\n\n{TITLE}\n\n2026-02-06   \n\n{BODY}", TITLE),
        (f"2026-02-06\n\n{TITLE}\n\n{BODY}", TITLE),
        (f"---\ntitle: {TITLE}\ndate: 2026-02-06\n---\n\n{BODY}", TITLE),
        (f" date 2026-01-24 {BODY}", ""),
        (BODY, ""),
    ],
)
def test_title(text: str, title: str) -> None:
    assert article(text).title == title


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Release time: 2025-09-15    Source: Nanjing Customs    Number of views: 178", "Nanjing Customs"),
        ("来源：海关总署 发布时间：2026-01-14 10:00", "海关总署"),
        ("Source: Ministry of Commerce", "Ministry of Commerce"),
        ("The source: nobody knows, and the officials who were asked for it would not say either, that day.", ""),
        ("Oct 17, 2024", ""),
    ],
)
def test_publisher(line: str, publisher: str) -> None:
    assert article(f"{TITLE}\n\n{line}\n\n{BODY}\n").publisher == publisher


def test_language() -> None:
    assert article("广东外贸去年增长4.4%，对ASEAN出口增长8%。").language == "zh"
    assert article(BODY).language == "en"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        ("广东外贸增长4.4%，规模创历史新高。".encode("gb18030"), "gb18030"),
        ("Guangdong’s trade grew 4.4% – a record.".encode("cp1252"), "cp1252"),
    ],
)
def test_guessed_encoding_is_reported(tmp_path: Path, raw: bytes, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(raw)
    notes: list[str] = []
    found = reading.read(str(file), notify=notes.append)
    assert isinstance(found, Article)
    assert found.text == raw.decode(encoding)
    assert len(notes) == 1
    assert encoding in notes[0]


@pytest.mark.parametrize(("mark", "encoding"), [("\ufeff", "utf-8"), ("\ufeff", "utf-16-le"), ("", "utf-8")])
def test_offsets_count_without_the_byte_order_mark_and_with_crlf(tmp_path: Path, mark: str, encoding: str) -> None:
    text = "Title of it\r\n\r\nExports rose 5%.\r\n"
    file = tmp_path / "a.txt"
    file.write_bytes((mark + text).encode(encoding))
    notes: list[str] = []
    found = reading.read(str(file), notify=notes.append)
    assert isinstance(found, Article)
    assert found.text == text
    assert notes == []


@pytest.mark.parametrize(
    ("raw", "encoding", "message"),
    [
        (b"", None, "an empty file"),
        (b" \n\t\n", None, "an empty file"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", None, "a JPEG image"),
        (b"%PDF-1.7\n", None, "a PDF file"),
        (b"PK\x03\x04 docx", None, "a zip archive"),
        (b"\x00\x01\x02\x03 some words", None, "a binary file"),
        (b"Trade grew in \xe9\xff\xfe\xc1 places", None, "not UTF-8 at byte 14"),
        ("四川".encode("big5") + b"\xff\xff", "big5", "not big5 at byte 4"),
        (b"words", "utf-99", "no encoding 'utf-99'"),
    ],
)
def test_unreadable(tmp_path: Path, raw: bytes, encoding: str | None, message: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(raw)
    with pytest.raises(ReadError) as caught:
        reading.read(str(file), encoding)
    assert message in str(caught.value)
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_encoding_on_request(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("臺灣對外貿易成長".encode("big5"))
    found = reading.read(str(file), "big5")
    assert isinstance(found, Article)
    assert found.text == "臺灣對外貿易成長"


def test_huge(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("word " * 1000)
    with pytest.raises(ReadError, match="larger than"):
        reading.read(str(file), limit=1000)


def test_folder_is_searched_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.TXT", ".hidden.txt", ".git/d.txt", "e.jpg"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("words")
    found, failed = sources.expand([str(tmp_path)], (".txt", ".md"))
    assert [Path(name).relative_to(tmp_path).as_posix() for name in found] == ["a.md", "b.txt", "sub/c.TXT"]
    assert failed == []


def test_each_source_counts_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "b.txt").write_text("words")
    monkeypatch.chdir(tmp_path)
    found, _ = sources.expand(["a.txt", "./a.txt", "*.txt", ".", "-", "-"], (".txt",))
    assert found == ["a.txt", "b.txt", "-"]


@pytest.mark.parametrize(
    ("path", "message"), [("", "an empty path"), ("nope.txt", "no such file"), ("*.nope", "nothing matches")]
)
def test_paths_that_lead_nowhere(path: str, message: str) -> None:
    found, failed = sources.expand([path], (".txt",))
    assert found == []
    assert message in str(failed[0])


def test_folder_without_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")
    _, failed = sources.expand([str(tmp_path)], (".txt",))
    assert "no article in this folder" in str(failed[0])


def test_a_sample_is_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = [reading.read(name) for name in sources.samples()]
    assert len(found) >= 6
    assert all(isinstance(each, Article) and each.date and each.title for each in found)


def test_a_folder_called_samples_does_not_stand_in_for_the_bundled_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = Path(sources.samples()[0]).name
    (tmp_path / "samples").mkdir()
    (tmp_path / "samples" / name).write_text("words of one's own")
    monkeypatch.chdir(tmp_path)
    found = reading.read(sources.samples()[0])
    assert isinstance(found, Article) and "own" not in found.text
    found = reading.read(f"samples/{name}")
    assert isinstance(found, Article) and "own" in found.text


PAGE = """<!DOCTYPE html><html><head><title>{title}</title><meta charset="{charset}">
<meta property="article:published_time" content="2026-01-19T08:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/trade">Trade 77%</a></nav>
<article><h1>{title}</h1><p>{body}</p><p>{body}</p><p>Imports fell 3 percent.</p></article>
<footer>Copyright 2019</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_web_page(tmp_path: Path, charset: str) -> None:
    body = "广东外贸进出口增长百分之四，规模创历史新高，出口增长较快。" if charset == "gb2312" else BODY
    file = tmp_path / "a.html"
    file.write_bytes(PAGE.format(title=TITLE, body=body, charset=charset).encode(charset))
    found = reading.read(str(file))
    assert isinstance(found, Article)
    assert found.title == TITLE
    assert found.date == "2026-01-19"
    assert found.text.count(TITLE) == 1
    assert body in found.text
    assert "77%" not in found.text


ROW = "source,quote,region,flow,metric,value,unit,bound,low,high,period,sentence"


def test_table_of_figures(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(
        f"\ufeff{ROW}\r\na.txt,'-22.6%,Shandong,exports,growth,-22.6,%,eq,-22.65,-22.55,2024,'=1+1\r\n"
        "a.txt,1 trillion yuan,Anhui,total,value,1000000000000,CNY,gt,1000000000000,,2025,It's over.\r\n".encode()
    )
    frame = reading.read(str(file))
    assert not isinstance(frame, Article)
    assert tuple(frame.columns) == COLUMNS
    assert list(frame["quote"]) == ["-22.6%", "1 trillion yuan"]
    assert list(frame["sentence"]) == ["=1+1", "It's over."]
    assert list(frame["high"]) == [-22.55, float("inf")]
    assert list(frame["value"]) == [-22.6, 1e12]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "a,b\n1,2\n"),
        ("a.csv", "source,metric,value,unit\nx,growth,many,%\n"),
        ("a.json", "{"),
        ("a.jsonl", "[1, 2]"),
        ("a.json", '"text"'),
    ],
)
def test_no_table_of_figures(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(ReadError):
        reading.read(str(file))


@pytest.mark.parametrize(
    ("text", "is_table"),
    [
        ("source,metric,value,unit\na.txt,growth,5,%\n", True),
        ('{"source": "a.txt", "metric": "growth", "value": 5, "unit": "%"}\n', True),
        ('[\n{"source": "a.txt", "metric": "growth", "value": 5, "unit": "%"}\n]\n', True),
        (BODY, False),
    ],
)
def test_standard_input_is_told_by_its_beginning(text: str, is_table: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    found = reading.read("-")
    assert isinstance(found, Article) != is_table


SECOND = "Imports of Gansu climb 7.5 percent in the first half"


@pytest.mark.parametrize(
    ("head", "title", "date"),
    [
        (f"{SECOND}\n2020-07-17  Source: Gansu Daily  Views: 318", SECOND, "2020-07-17"),
        (f"Related news\n\n{SECOND}\nWest Coast New Area  |  2021-09-09", SECOND, "2021-09-09"),
        (f"{SECOND}\nPublished: Jan 19, 2024 10:28 PM", SECOND, "2024-01-19"),
        (f"Related: Imports of Gansu, Jan-Apr 2013\n{BODY}", "Imports of Gansu, Jan-Apr 2013", ""),
        (f"{SECOND}\nLANZHOU, Jan. 23, 2022 (Xinhua) -- {BODY}", SECOND, "2022-01-23"),
    ],
)
def test_a_further_report_on_the_page_has_its_own_date(head: str, title: str, date: str) -> None:
    first = f"{TITLE}\n\nOct 17, 2024\n\n{BODY}\n\n"
    page = article(f"{first}{head}\n\n{BODY}\n{BODY}\n")
    (report,) = page.others
    assert (page.title, page.date) == (TITLE, "2024-10-17")
    assert (report.title, report.date) == (title, date)
    assert page.text[report.start :].startswith(head.removeprefix("Related news\n\n"))


@pytest.mark.parametrize(
    "below",
    [
        f"{SECOND}\n2020-07-17\nExports of Gansu fall\n2020-07-16",
        f"Related: {SECOND}\n{BODY}\n{BODY}",
        f"Strong growth in the fourth quarter\nCranes at the port of Dalian, Jan. 13, 2026\n{BODY}\n{BODY}",
        f"Source: Xinhua    Updated: 2024-10-17 10:30\n{BODY}\n{BODY}",
        f"{BODY}\n2024-10-17\n{BODY}\n{BODY}",
    ],
)
def test_links_captions_and_dates_below_are_no_further_reports(below: str) -> None:
    assert article(f"{TITLE}\n\nOct 17, 2024\n\n{BODY}\n\n{below}\n").others == ()
