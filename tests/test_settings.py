"""Which configuration holds, and where each value came from."""

from pathlib import Path

import pytest

from tradecli import settings
from tradecli.settings import SettingsError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    (home / "project" / "deep").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home / "project" / "deep")
    return home / "project"


def test_defaults(folder: Path) -> None:
    held = settings.load(environ={})
    assert held["color"] == "auto"
    assert set(held.origins.values()) == {"defaults"}


def test_order(folder: Path, tmp_path: Path) -> None:
    personal = tmp_path / "xdg" / "tradecli" / "config.yaml"
    personal.parent.mkdir(parents=True)
    personal.write_text("color: always\nformat: json\n")
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "xdg")}
    assert settings.load(environ=environ)["color"] == "always"
    (folder / "tradecli.yaml").write_text("color: never\n")
    nearest = settings.load(environ=environ)
    assert (nearest["color"], nearest["format"]) == ("never", None), "one file of the user's, not two"
    assert nearest.origins["color"] == str(folder / "tradecli.yaml")
    other = tmp_path / "other.yaml"
    other.write_text("format: tsv\n")
    assert settings.load(environ=environ | {"TRADECLI_CONFIG": str(other)})["format"] == "tsv"
    assert settings.load(other, environ=environ)["color"] == "auto"
    held = settings.load(environ=environ | {"TRADECLI_COLOR": "auto"})
    assert (held["color"], held.origins["color"]) == ("auto", "TRADECLI_COLOR")
    assert held.over("--color", {"color": "always"}).origins["color"] == "--color"


def test_search_ends_at_the_repository(folder: Path) -> None:
    (folder.parent / "tradecli.yaml").write_text("color: never\n")
    assert settings.load(environ={})["color"] == "never"
    (folder / ".git").mkdir()
    assert settings.load(environ={})["color"] == "auto"


def test_paths_count_from_the_file_that_names_them(folder: Path) -> None:
    (folder / "tradecli.yaml").write_text("input: reports\nlexicon: [words.yaml]\n")
    held = settings.load(environ={})
    assert held["input"] == [str(folder / "reports")]
    assert held["lexicon"] == [str(folder / "words.yaml")]
    (folder / "deep" / "tradecli.yaml").write_text("input: [reports, more/*.txt]\n")
    assert settings.load(environ={})["input"] == ["reports", "more/*.txt"]


def test_lists_from_the_environment(folder: Path) -> None:
    held = settings.load(environ={"TRADECLI_INPUT": "a.txt:b", "TRADECLI_SELECT": "X101,S1"})
    assert (held["input"], held["select"]) == (["a.txt", "b"], ["X101", "S1"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colour: never\n", "unknown key 'colour' in .*Did you mean 'color'"),
        ("color: [a\n", "not YAML .*:2"),
        ("- a\n", "no keys in"),
        ("color: [a, b]\n", "needs one value"),
        ("input: [[a]]\n", "needs a plain list"),
        ("max_megabytes: many\n", "not a whole number"),
    ],
)
def test_what_cannot_hold_is_an_error(folder: Path, text: str, message: str) -> None:
    (folder / "tradecli.yaml").write_text(text)
    with pytest.raises(SettingsError, match=message) as caught:
        settings.load(environ={})
    assert "\n" not in str(caught.value)


def test_a_configuration_that_is_named_must_exist() -> None:
    with pytest.raises(SettingsError, match=r"no configuration file .nope\.yaml."):
        settings.load("nope.yaml", environ={})


def test_data_is_found_beside_the_code() -> None:
    assert (settings.data_dir("configs") / "default.yaml").is_file()


def test_severities_are_laid_over_code_by_code(folder: Path) -> None:
    standing = settings.load(environ={})["severity"]
    (folder / "tradecli.yaml").write_text("severity:\n  X101: warning\n  Z999: off\n")
    assert settings.load(environ={})["severity"] == standing | {"X101": "warning", "Z999": "off"}


def test_ignore_takes_entries_with_keys(folder: Path) -> None:
    (folder / "tradecli.yaml").write_text(
        "ignore: [X104, {code: X101, reason: slip, until: 2026-12-31, fingerprint: }]\n"
    )
    entry = {"code": "X101", "reason": "slip", "until": "2026-12-31", "fingerprint": ""}
    assert settings.load(environ={})["ignore"] == ["X104", entry]
    (folder / "tradecli.yaml").write_text("select: [{code: X101}]\n")
    with pytest.raises(SettingsError, match="needs a plain list"):
        settings.load(environ={})
    (folder / "tradecli.yaml").write_text("ignore: [[X101]]\n")
    with pytest.raises(SettingsError, match="needs a plain list"):
        settings.load(environ={})


def test_official_and_baseline_count_from_the_file_that_names_them(folder: Path) -> None:
    (folder / "tradecli.yaml").write_text("official: customs.csv\nbaseline: known.json\n")
    held = settings.load(environ={})
    assert held["official"] == [str(folder / "customs.csv")]
    assert str(held["baseline"]) == str(folder / "known.json")


def test_every_severity_is_that_of_a_check() -> None:
    from tradecli.api import severities

    standing = settings.load(environ={})["severity"]
    assert severities(standing) == standing
