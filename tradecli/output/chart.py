"""Rankings and comparisons as a picture: png, svg or html.

Bars with their interval as error bars, the numbers as printed beside them, the
unit on the axis, the sources below. Drawn by matplotlib without a display. The
texts of svg and html stay texts and take the reader's fonts; a png needs a font
for Chinese labels on the machine that draws it.
"""

from __future__ import annotations

import html
import io
import re
import warnings
from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from tradecli.output import OutputError, panels
from tradecli.output.values import one_line

if TYPE_CHECKING:
    import pandas as pd

KINDS = ("png", "svg", "html")
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_FONT_FILES = re.compile(
    "NotoSansCJK|NotoSansSC|SourceHanSans|wqy|msyh|PingFang|Hiragino Sans GB|STHeiti|simhei|simsun|DroidSansFallback"
    "|NotoSerifCJK|uming|ukai|Arial ?Unicode",
    re.IGNORECASE,
)
_NO_FONT = (
    "the chart has Chinese labels and no font here has them. Install one (for instance fonts-noto-cjk), "
    "or write .svg or .html, which take the reader's fonts."
)


def kind_of(path: str) -> str:
    """The kind of picture that a file name asks for; raises OutputError for any other.

    >>> kind_of("growth.SVG")
    'svg'
    """
    suffix = PurePath(path).suffix.lower().lstrip(".")
    if suffix not in KINDS:
        raise OutputError(f"no chart format in {path!r}. Name a file that ends in .png, .svg or .html.")
    return suffix


def draw(table: pd.DataFrame, kind: str, title: str = "") -> bytes:
    """The picture of a ranking or of a tidy comparison; the same table gives the same bytes.

    `kind` is one of `KINDS`. Raises OutputError where there is nothing to draw,
    where matplotlib is missing, and where a png has Chinese labels that no font
    here can draw.
    """
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        raise OutputError('charts need matplotlib. Run: pip install "tradecli[chart]"') from None
    parts = panels.comparison(table) if "item" in table.columns else panels.ranking(table)
    if not parts:
        raise OutputError("nothing to draw. Widen the filters.")
    title = one_line(title) or title_of(table)
    settings: Any = {
        "font.family": _fonts(kind, [title, *(text for panel in parts for text in panel.texts())]),
        "text.parse_math": False,
        "svg.fonttype": "none",
        "svg.hashsalt": "tradecli",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.unicode_minus": False,
    }
    with matplotlib.rc_context(settings), warnings.catch_warnings():
        # An svg leaves the letters to its reader; that the font here lacks some is no matter.
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        heights = [panel.height for panel in parts]
        figure = Figure(figsize=(9, sum(heights) + 0.8), layout="constrained")
        figure.suptitle(title, x=0.01, ha="left", fontsize=13)
        axes = figure.subplots(len(parts), 1, squeeze=False, gridspec_kw={"height_ratios": heights})
        for panel, axis in zip(parts, axes[:, 0], strict=True):
            panels.draw(panel, axis)
        figure.supxlabel(sources_of(table), x=0.01, ha="left", fontsize=8, color="#555555")
        return _saved(figure, kind, title)


def title_of(table: pd.DataFrame) -> str:
    """What a picture is called if nobody says: `Growth of exports of Zhejiang by partner, 2025`."""
    dates = list(dict.fromkeys(table["period"]))
    when = dates[0] if len(dates) == 1 else f"{len(dates)} periods"
    if "item" in table.columns:
        places = list(dict.fromkeys(table["region"]))
        who = ", ".join(places[:4]) + (f" and {len(places) - 4} more" if len(places) > 4 else "")
        return one_line(f"Foreign trade compared: {who}, {when}")
    first = table.iloc[0]
    what = first["metric"].replace("_", " ").capitalize()
    flow = first["flow"] if first["flow"] != "total" else "imports and exports"
    words = [f"{what} of {flow}"]
    for name, join in (("product", "of"), ("channel", "by"), ("partner", "with"), ("region", "of")):
        if table[name].nunique() == 1 and first[name] and (table[name] != table["name"]).any():
            words.append(f"{join} {first[name]}")
    return one_line(f"{' '.join(words)}, {when}")


def sources_of(table: pd.DataFrame) -> str:
    """The line below a picture: whose numbers these are, and what the error bars mean."""
    names = sorted({PurePath(each).name for cell in table["sources"] for each in cell.split("; ") if each})
    shown = ", ".join(names) if len(names) <= 3 else f"{', '.join(names[:2])} and {len(names) - 2} more"
    return one_line(f"Sources: {shown}. Error bars: what rounding and hedges allow.")


def _fonts(kind: str, texts: Iterable[str]) -> list[str]:
    """Families to draw with: matplotlib's own, and one with Chinese where a label has it."""
    family = ["DejaVu Sans"]
    if not any(_CHINESE.search(text) for text in texts):
        return family
    if kind != "png":
        return [*family, "sans-serif"]
    from matplotlib import font_manager

    for path in sorted(font_manager.findSystemFonts()):
        if _FONT_FILES.search(PurePath(path).name):
            font_manager.fontManager.addfont(path)
            return [*family, font_manager.FontProperties(fname=path).get_name()]
    raise OutputError(_NO_FONT)


def _saved(figure: Any, kind: str, title: str) -> bytes:
    buffer = io.BytesIO()
    if kind == "png":
        figure.savefig(buffer, format="png", dpi=150, metadata={"Software": None})
        return buffer.getvalue()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    if kind == "svg":
        return buffer.getvalue()
    picture = buffer.getvalue().decode()
    picture = picture[picture.index("<svg") :]
    head = f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{html.escape(title)}</title>\n'
    return f"{head}<style>svg {{ max-width: 100%; height: auto }}</style>\n{picture}</html>\n".encode()
