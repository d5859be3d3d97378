"""Which configuration holds, and where each value came from.

Order: a flag, `TRADECLI_<KEY>` in the environment, the nearest `tradecli.yaml`
upward (as far as the repository's or the user's own folder), the user's
`$XDG_CONFIG_HOME/tradecli/config.yaml`, `configs/default.yaml`. Exactly one file
of the user's is read and laid over the defaults, key by key.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PATHS = ("input", "lexicon", "official", "baseline")
"""Keys that hold paths; they count from the folder of the file that names them."""
ENTRIES = ("ignore",)
"""Keys of lists that may hold entries with keys of their own."""


class SettingsError(ValueError):
    """A configuration that cannot hold; the message is one line, with the way out."""


def data_dir(name: str) -> Path:
    """Folder of data that travels with the code: inside the package once installed, else beside it."""
    package = Path(__file__).resolve().parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


class Settings(Mapping[str, Any]):
    """Values by key; `origins` names the place that each came from."""

    def __init__(self, values: Mapping[str, Any], origins: Mapping[str, str]) -> None:
        """Take values and their origins as they are."""
        self._values = dict(values)
        self.origins = dict(origins)

    def __getitem__(self, key: str) -> Any:
        """Value of a key."""
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        """Keys in the order of `configs/default.yaml`."""
        return iter(self._values)

    def __len__(self) -> int:
        """Number of keys."""
        return len(self._values)

    def over(self, origin: str, values: Mapping[str, Any]) -> Settings:
        """These settings with further values laid over them; raises SettingsError for one that does not fit.

        A value of None leaves what stands; a mapping is laid over key by key.

        >>> Settings({"color": "auto"}, {"color": "default"}).over("--color", {"color": "never"}).origins
        {'color': '--color'}
        """
        merged, origins = dict(self._values), dict(self.origins)
        for key, value in values.items():
            if key not in merged:
                raise SettingsError(f"unknown key {key!r} in {origin}.{_suggest(key, merged)}")
            if value is None:
                continue
            merged[key] = _fit(key, value, merged[key], origin)
            origins[key] = origin
        return Settings(merged, origins)


def _fit(key: str, value: Any, standing: Any, origin: str) -> Any:
    if isinstance(standing, dict):
        if not isinstance(value, dict):
            raise SettingsError(
                f"{key!r} in {origin} needs keys of its own. Write `{key}:` and one `KEY: VALUE` a line."
            )
        # YAML takes a bare `off` for false.
        return {**standing, **{str(name): "off" if each is False else str(each) for name, each in value.items()}}
    if isinstance(standing, list):
        items = value if isinstance(value, list) else [value]
        if any(isinstance(item, list if key in ENTRIES else dict | list) for item in items):
            raise SettingsError(f"{key!r} in {origin} needs a plain list. Write `{key}: [A, B]`.")
        return [_entry(item) if isinstance(item, dict) else str(item) for item in items]
    if isinstance(value, dict | list):
        raise SettingsError(f"{key!r} in {origin} needs one value. Write `{key}: VALUE`.")
    if isinstance(standing, int):
        try:
            return int(value)
        except ValueError:
            raise SettingsError(f"{key!r} in {origin} is {value!r}, not a whole number. Write `{key}: 20`.") from None
    return str(value)


def _entry(item: Mapping[Any, Any]) -> dict[str, str]:
    """An entry of a list, its values as texts; YAML takes days for dates."""
    return {str(key): "" if value is None else str(value) for key, value in item.items()}


def _suggest(key: str, known: Mapping[str, Any]) -> str:
    close = difflib.get_close_matches(key, known, n=3, cutoff=0.6)
    return f" Did you mean {' or '.join(map(repr, close))}?" if close else f" Known keys: {', '.join(known)}."


def load(
    config: str | Path | None = None,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Settings:
    """The settings that hold in a folder (default: the current one) before any flag but `--config`.

    Raises SettingsError for a file that is missing, is no YAML or has an unknown key.
    """
    environ = os.environ if environ is None else environ
    default = data_dir("configs") / "default.yaml"
    values = _read(default)
    settings = Settings(values, dict.fromkeys(values, "defaults"))
    file = _chosen(config, environ) or _nearest(folder or Path.cwd()) or _personal(environ)
    if file is not None:
        settings = settings.over(str(file), _anchored(_read(file), file.parent))
    for key in values:
        name = f"TRADECLI_{key.upper()}"
        if environ.get(name):
            value: Any = environ[name]
            listed = isinstance(values[key], list)
            separator = os.pathsep if key in PATHS else ","
            settings = settings.over(name, {key: value.split(separator) if listed else value})
    return settings


def _chosen(config: str | Path | None, environ: Mapping[str, str]) -> Path | None:
    named = config or environ.get("TRADECLI_CONFIG")
    if not named:
        return None
    if not Path(named).is_file():
        raise SettingsError(f"no configuration file {str(named)!r}. Check the path.")
    return Path(named)


def _nearest(folder: Path) -> Path | None:
    home = Path.home()
    for place in (folder, *folder.parents):
        if (place / "tradecli.yaml").is_file():
            return place / "tradecli.yaml"
        if place == home or (place / ".git").exists():
            return None
    return None


def _personal(environ: Mapping[str, str]) -> Path | None:
    base = environ.get("XDG_CONFIG_HOME")
    file = (Path(base) if base else Path.home() / ".config") / "tradecli" / "config.yaml"
    return file if file.is_file() else None


def _read(file: Path) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        values = yaml.load(file.read_text(encoding="utf-8-sig"), Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise SettingsError(f"not YAML ({file}{mark}): {error.problem}. Mend that line.") from None
    except (yaml.YAMLError, OSError, UnicodeError) as error:
        raise SettingsError(f"cannot read the configuration {str(file)!r}: {error}.") from None
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise SettingsError(f"no keys in {file}. Write one `KEY: VALUE` a line.")
    return {str(key): value for key, value in values.items()}


def _anchored(values: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Paths of a configuration file, counted from the folder that it stands in."""
    here = Path.cwd()
    base = folder.relative_to(here) if folder.is_relative_to(here) else folder
    anchored = dict(values)
    for key in PATHS:
        value = values.get(key)
        if isinstance(value, str) and value != "-":
            anchored[key] = str(base / value)
        elif isinstance(value, list):
            anchored[key] = [str(base / item) if isinstance(item, str) and item != "-" else item for item in value]
    return anchored
