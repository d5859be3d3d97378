"""Reads trade figures out of articles, ranks and compares them, and flags what does not agree.

>>> import tradecli
>>> tradecli.__version__.count(".")
2
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "compare", "derive", "extract", "flag", "rank"]

if TYPE_CHECKING:
    from tradecli.api import compare, derive, extract, flag, rank


def __getattr__(name: str) -> Any:
    """Public functions, imported when first asked for: they bring pandas along."""
    if name in __all__:
        from tradecli import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
