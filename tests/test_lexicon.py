import re
import time
from pathlib import Path

import pytest

from tradecli.lexicon import Entry, Lexicon, UnknownName

CJK = re.compile("[\u3400-\u9fff]")
NOTHING = (Path(__file__).parent / "data" / "match_nothing.txt").read_text(encoding="utf-8").splitlines()
GOLD_NAMES = {
    "region": "China|Xinjiang|Guangdong|Shanghai|Henan|Yiwu|Yangtze River Delta|Greater Bay Area|Jinhua|Nanchong"
    "|Inner Mongolia|Tibet|Central and Western China|Hong Kong|Taiwan|Xiong'an|Ningbo|Shaanxi|Shanxi",
    "partner": "Africa|ASEAN|Belt and Road|Cambodia|Central Asia|China|European Union|Hong Kong|India|Iraq|Kuwait"
    "|Latin America|Mexico|Middle East|RCEP|Saudi Arabia|Southeast Asia|Sri Lanka|Taiwan|Timor-Leste"
    "|top ten trading partners|United States|West Asia|South Korea",
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def found(lexicon: Lexicon, text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(text[m.start : m.end], " ".join(e.id for e in m.entries)) for m in lexicon.find(text, language)]


def places(lexicon: Lexicon) -> list[Entry]:
    return [entry for entry in lexicon.entries if entry.field in ("region", "partner")]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_name_finds_its_own_row(lexicon: Lexicon, language: str) -> None:
    holders: dict[str, set[Entry]] = {}
    for entry in lexicon.entries:
        for name in entry.names.get(language, ()):
            holders.setdefault(name, set()).add(entry)
    wrong = []
    for name, entries in holders.items():
        matches = lexicon.find(name, language)
        if [(m.start, m.end, set(m.entries)) for m in matches] != [(0, len(name), entries)]:
            wrong.append((name, [(name[m.start : m.end], m.entries) for m in matches]))
    assert not wrong


def test_every_adjective_is_marked_as_one(lexicon: Lexicon) -> None:
    for entry in lexicon.entries:
        for adjective in entry.adjectives:
            (match,) = lexicon.find(adjective)
            assert match.adjective and entry in match.entries, adjective
            assert lexicon.by_name(entry.field, adjective) != entry


def test_capitals_and_possessives_find_the_same(lexicon: Lexicon) -> None:
    for entry in places(lexicon):
        name = entry.name
        if entry.guard or CJK.search(name):
            continue
        for text in (name.upper(), f"{name}'s trade", f'"{name}"'):
            assert any(entry in m.entries for m in lexicon.find(text)), text


def test_names_shared_within_a_field_are_the_known_ones(lexicon: Lexicon) -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for entry in lexicon.entries:
        for name in entry.all_names():
            owners.setdefault((entry.field, name.lower()), set()).add(entry.id)
    shared = {name for (_, name), ids in owners.items() if len(ids) > 1}
    assert shared == {"taizhou", "yulin", "yichun", "pingxiang"}


@pytest.mark.parametrize("text", NOTHING)
def test_matches_nothing(lexicon: Lexicon, text: str) -> None:
    assert found(lexicon, text, "zh" if CJK.search(text) else "en") == []


def test_there_is_enough_that_matches_nothing() -> None:
    assert len(set(NOTHING)) == len(NOTHING) >= 60


def test_exclusions_match_nothing(lexicon: Lexicon) -> None:
    for entry in lexicon.entries:
        for text in entry.exclusions:
            matches = lexicon.find(text, "zh" if CJK.search(text) else "en")
            assert not any(entry in m.entries for m in matches), (entry.id, text)


def test_codes_are_unique_and_well_formed(lexicon: Lexicon) -> None:
    keys = [(entry.field, entry.id.casefold()) for entry in lexicon.entries]
    assert len(keys) == len(set(keys))
    for entry in places(lexicon):
        pattern = {
            ("region", "province"): "CN-[A-Z]{2}",
            ("region", "country"): "CN",
            ("partner", "country"): "[A-Z]{3}",
        }.get((entry.field, entry.kind), "[a-z0-9]+(-[a-z0-9]+)*")
        assert re.fullmatch(pattern, entry.id), entry


def test_counts(lexicon: Lexicon) -> None:
    def count(field: str, kind: str) -> int:
        return sum(e.field == field and e.kind == kind for e in lexicon.entries)

    assert count("region", "province") == 34
    assert count("region", "city") >= 120
    assert count("partner", "country") >= 195
    assert count("partner", "group") >= 40
    assert all(entry.names.get("zh") for entry in places(lexicon))


def test_zones_cover_the_mainland_once(lexicon: Lexicon) -> None:
    zones = {"east": 10, "central": 6, "west": 12, "northeast": 3}
    members = {zone: [e.id for e in lexicon.members(lexicon.resolve("region", zone))] for zone in zones}
    assert {zone: len(ids) for zone, ids in members.items()} == zones
    everywhere = [id for ids in members.values() for id in ids]
    mainland = {e.id for e in lexicon.members(lexicon.resolve("region", "China"))}
    assert len(everywhere) == 31 and set(everywhere) == mainland
    assert not mainland & {"CN-HK", "CN-MO", "CN-TW"}


def test_members_and_parents_resolve(lexicon: Lexicon) -> None:
    for entry in lexicon.entries:
        assert all(lexicon.get(entry.field, id) for id in entry.members), entry
        lies_in = "region" if entry.field == "channel" else entry.field
        assert not entry.parent or lexicon.get(lies_in, entry.parent), entry
        assert len(set(entry.members)) == len(entry.members), entry
        if entry.disjoint:
            members = [lexicon.get(entry.field, id) for id in entry.members]
            parts = [p.id for m in members if m for p in (lexicon.members(m) if m.kind in ("area", "group") else (m,))]
            assert len(parts) == len(set(parts)), entry


@pytest.mark.parametrize(
    ("group", "size"),
    [
        ("ASEAN", 11),
        ("EU", 27),
        ("Central Asia", 5),
        ("GCC", 6),
        ("RCEP", 14),
        ("G7", 7),
        ("CPTPP", 12),
        ("Africa", 54),
    ],
)
def test_sizes_of_groups(lexicon: Lexicon, group: str, size: int) -> None:
    assert len(lexicon.members(lexicon.resolve("partner", group))) == size


@pytest.mark.parametrize(
    ("area", "size"),
    [
        ("Yangtze River Delta", 4),
        ("Greater Bay Area", 9),
        ("Yangtze River Economic Belt", 11),
        ("Yellow River basin", 9),
        ("Western Land-Sea Corridor provinces", 13),
        ("Central and Western China", 18),
        ("Beijing-Tianjin-Hebei", 3),
    ],
)
def test_sizes_of_areas(lexicon: Lexicon, area: str, size: int) -> None:
    assert len(lexicon.members(lexicon.resolve("region", area))) == size


def test_within(lexicon: Lexicon) -> None:
    assert lexicon.within("yiwu", "CN-ZJ")
    assert lexicon.within("yiwu", "yangtze-river-delta")
    assert lexicon.within("yiwu", "east")
    assert lexicon.within("CN-CQ", "central-and-western-china")
    assert lexicon.within("qianhai", "greater-bay-area")
    assert lexicon.within("CN-GD", "CN")
    assert not lexicon.within("CN-GD", "greater-bay-area")
    assert not lexicon.within("CN-HK", "CN")
    assert not lexicon.within("nowhere", "CN")


@pytest.mark.parametrize("field", GOLD_NAMES)
def test_canonical_names(lexicon: Lexicon, field: str) -> None:
    for name in GOLD_NAMES[field].split("|"):
        assert lexicon.resolve(field, name).name == name


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("CN-GD", "CN-GD"),
        ("gd", "CN-GD"),
        ("guangdong province", "CN-GD"),
        ("广东", "CN-GD"),
        ("Xizang", "CN-XZ"),
        ("Ningbo City", "ningbo"),
        ("宁波市", "ningbo"),
        ("yangtze river delta", "yangtze-river-delta"),
        ("Suzhou", "suzhou"),
    ],
)
def test_resolve(lexicon: Lexicon, text: str, id: str) -> None:
    assert lexicon.resolve("region", text).id == id


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("region", "Guandong", "Guangdong"),
        ("region", "zhejang", "Zhejiang"),
        ("region", "XINJANG", "Xinjiang"),
        ("partner", "Kazakstahn", "Kazakhstan"),
        ("partner", "Eurpean Union", "European Union"),
    ],
)
def test_suggestions(lexicon: Lexicon, field: str, text: str, expected: str) -> None:
    with pytest.raises(UnknownName) as error:
        lexicon.resolve(field, text)
    assert error.value.suggestions[0] == expected
    assert len(error.value.suggestions) <= 3
    assert (error.value.field, error.value.text) == (field, text)


def test_no_suggestion_for_nonsense(lexicon: Lexicon) -> None:
    with pytest.raises(UnknownName) as error:
        lexicon.resolve("region", "qqqqqqq")
    assert error.value.suggestions == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xinjiang's exports", [("Xinjiang", "CN-XJ")]),
        ("East China's Zhejiang Province", [("Zhejiang Province", "CN-ZJ")]),
        ("northwest China's Xinjiang", [("Xinjiang", "CN-XJ")]),
        ("East China's exports", [("East China", "east-china")]),
        ("China's Hong Kong", [("Hong Kong", "CN-HK HKG")]),
        ('the "the Belt and Road" countries', [('Belt and Road" countries', "belt-and-road")]),
        (
            "countries jointly building the Belt and Road",
            [("countries jointly building the Belt and Road", "belt-and-road")],
        ),
        ("Beijing Tianjin Hebei", [("Beijing Tianjin Hebei", "beijing-tianjin-hebei")]),
        (
            "Guangdong Hong Kong Macao Greater Bay Area",
            [("Guangdong Hong Kong Macao Greater Bay Area", "greater-bay-area")],
        ),
        ("Yangtze\nRiver Delta", [("Yangtze\nRiver Delta", "yangtze-river-delta")]),
        ("Hong\n\nKong", []),
        ("GUANGZHOU, Jan. 5", [("GUANGZHOU", "guangzhou")]),
        ("Shanxi and Shaanxi", [("Shanxi", "CN-SX"), ("Shaanxi", "CN-SN")]),
        ("with the U.S., EU", [("U.S.", "USA"), ("EU", "european-union")]),
        ("US-made, US and US$5, US dollars", [("US", "USA"), ("US", "USA")]),
        ("tell us more", []),
        ("Trade with Jordan, Chad and Georgia", [("Jordan", "JOR"), ("Chad", "TCD"), ("Georgia", "GEO")]),
        ("In Jordan exports rose", [("Jordan", "JOR")]),
        ("Vietnam Chad", [("Vietnam", "VNM"), ("Chad", "TCD")]),
        ("Inner Mongolia, Mongolia", [("Inner Mongolia", "CN-NM"), ("Mongolia", "MNG")]),
        ("Guinea-Bissau and Equatorial Guinea", [("Guinea-Bissau", "GNB"), ("Equatorial Guinea", "GNQ")]),
        ("Côte d'Ivoire", [("Côte d'Ivoire", "CIV")]),
        ("Congo (DRC)", [("Congo (DRC)", "COD")]),
        ("Top 10 trading partners", [("Top 10 trading partners", "top-ten-trading-partners")]),
        ("Xi'an and Xian", [("Xi'an", "xian"), ("Xian", "xian")]),
        ("Shanghai Cooperation Organization", [("Shanghai Cooperation Organization", "sco")]),
        ("Taizhou", [("Taizhou", "taizhou taizhou-zj")]),
        ("NonChina ChinaX", []),
        ("Ningbo city", [("Ningbo city", "ningbo")]),
        ("central and western regions", [("central and western regions", "central-and-western-china")]),
    ],
)
def test_find_english(lexicon: Lexicon, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(lexicon, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("浙江省对东盟出口", [("浙江省", "CN-ZJ"), ("东盟", "asean")]),
        ("中国香港", [("中国香港", "CN-HK HKG")]),
        ("我国新疆", [("新疆", "CN-XJ")]),
        ("上海南部", [("上海", "CN-SH")]),
        ("宁波市场", [("宁波", "ningbo")]),
        ("宁波市进出口", [("宁波市", "ningbo")]),
        ("出海口", []),
        ("拱北海关", []),
        ("云南通过", [("云南", "CN-YN")]),
        ("印度尼西亚和马来西亚", [("印度尼西亚", "IDN"), ("马来西亚", "MYS")]),
        ("中西部地区", [("中西部地区", "central-and-western-china")]),
        ("对RCEP成员国", [("RCEP成员国", "rcep")]),
        ('共建"一带一路"国家', [('共建"一带一路"国家', "belt-and-road")]),
        ("粤苏浙", []),
    ],
)
def test_find_chinese(lexicon: Lexicon, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(lexicon, text, "zh") == expected


def test_abbreviations_are_unique(lexicon: Lexicon) -> None:
    provinces = [e for e in lexicon.entries if e.kind == "province"]
    shorts = [short for e in provinces for short in e.names["zh-short"]]
    assert len(shorts) == len(set(shorts))
    assert all(len(short) == 1 for short in shorts)
    assert lexicon.resolve("region", "Guangdong").names["zh-short"] == ("粤",)


def test_matches_are_in_order_and_apart(lexicon: Lexicon) -> None:
    text = "China's Guangdong, Hong Kong and the EU; U.S. soybeans via Hong Kong-Zhuhai-Macao Bridge to the US."
    end = 0
    for match in lexicon.find(text):
        assert end <= match.start < match.end
        end = match.end


def test_extra_file_adds_and_overrides(tmp_path: Path) -> None:
    extra = tmp_path / "extra.yaml"
    extra.write_text(
        "regions:\n"
        "  - {id: VN-HN, kind: province, en: [Hanoi], zh: [河内]}\n"
        "  - {id: CN-GD, en: [Kwong Tung]}\n"
        "products:\n"
        "  - {id: dragon-fruit, en: [dragon fruit]}\n",
        encoding="utf-8",
    )
    lexicon = Lexicon.load(extra=[extra])
    assert found(lexicon, "Hanoi, Kwong Tung, Dragon Fruits") == [
        ("Hanoi", "VN-HN"),
        ("Kwong Tung", "CN-GD"),
        ("Dragon Fruits", "dragon-fruit"),
    ]
    guangdong = lexicon.resolve("region", "CN-GD")
    assert (guangdong.name, guangdong.zone, guangdong.names["zh"][0]) == ("Kwong Tung", "east", "广东")
    assert lexicon.by_name("region", "Guangdong") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "regions:\n  - {id: a, kind: city, en: [A]}\n  - {id: b, colour: red}\n",
            r"extra\.yaml:3: unknown key 'colour'",
        ),
        ("regions:\n  - {id: a, kind: town, en: [A]}\n", "kind 'town' is not one of"),
        ("regions:\n  - {id: a, kind: city}\n", "no English name"),
        ("regions:\n  - {kind: city, en: [A]}\n", r"extra\.yaml:2: a row without id"),
        ("regions:\n  - {id: a, kind: city, en: A}\n", r":2: 'en' takes a list"),
        ("regions:\n  - {id: a, kind: city, en: [A], overlapping: maybe}\n", "is true or false"),
        ("cities:\n  - {id: a}\n", "expected a mapping of regions"),
        ("- {id: a}\n", "expected a mapping of regions"),
        ("regions: [\n", "not valid YAML"),
        ("regions:\n  - {rule: never, en: [A]}\n", "unknown rule 'never'"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    extra = tmp_path / "extra.yaml"
    extra.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        Lexicon.load(extra=[extra])


def test_find_is_linear(lexicon: Lexicon) -> None:
    text = "Guangdong's exports to the Belt and Road Hong Kong Guangdong Hong Kong Macao "

    def seconds(copies: int) -> float:
        start = time.perf_counter()
        lexicon.find(text * copies)
        return time.perf_counter() - start

    lexicon.find(text)
    assert seconds(4000) < 16 * max(seconds(1000), 0.001)
