"""What a comparison has a line for: the items, their names and their order."""

from __future__ import annotations

from typing import Any, NamedTuple


class Item(NamedTuple):
    """A quantity without its region and period."""

    flow: str
    partner: str = ""
    product: str = ""
    channel: str = ""
    metric: str = "value"
    of: str = ""
    base: str = ""
    terms: str = ""
    unit: str = "CNY"

    def __str__(self) -> str:
        """What the line is called.

        >>> str(Item("total")), str(Item("exports", "ASEAN", metric="growth", unit="%"))
        ('total', 'exports to ASEAN: growth')
        >>> str(Item("total", channel="private enterprises", metric="share", of="region", unit="%"))
        'total by private enterprises: share'
        >>> str(Item("total", metric="share", of="China", unit="%"))
        'total: share of China'
        """
        words = [self.flow]
        if self.partner:
            words += [_TOWARDS.get(self.flow, "with"), self.partner]
        if self.product:
            words += ["of", self.product]
        if self.channel:
            words += ["by", self.channel]
        said = " ".join(words)
        if self.metric != "value":
            said += f": {self.metric.replace('_', ' ')}"
        if self.metric == "share" and self.of == "China":
            said += " of China"
        if self.metric == "share" and self.of == "total":
            said += " of trade"
        if self.base:
            said += f" since {self.base}" if self.base != "previous" else " on the period before"
        if self.terms == "volume":
            said += " by volume"
        if self.terms not in ("", "volume"):
            said += f" in {self.terms}"
        if self.metric == "value" and self.unit != "CNY":
            said += f" in {self.unit}"
        return said


_TOWARDS = {"exports": "to", "imports": "from"}
BALANCE = Item("balance")
EXPORT_SHARE = Item("exports", metric="share", of="total", unit="%")
NATIONAL_SHARE = Item("total", metric="share", of="China", unit="%")
CORE = (
    *(Item("total"), Item("exports"), Item("imports"), BALANCE),
    *(Item(flow, metric="growth", unit="%") for flow in ("total", "exports", "imports")),
    *(EXPORT_SHARE, NATIONAL_SHARE),
)
FIELDS = Item._fields


def of_row(row: Any) -> Item:
    """The item of a row of a table of figures.

    A share of a place's own trade has no whole of its own in the name.
    """
    return Item(*(str(row[name]) for name in FIELDS))


def order(item: Item) -> tuple[Any, ...]:
    """Sort key: the core items first, then by partner, by goods, by channel."""
    if item in CORE:
        return (0, CORE.index(item))
    kinds = [bool(item.partner), bool(item.product), bool(item.channel)]
    return (1, [kinds[2], kinds[1], kinds[0]], item.channel, item.product, item.partner, item)
