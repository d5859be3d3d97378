"""Flows told from the partner's side: what it bought was exported, its exports to China imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tradecli.extraction.linking.context import Value
from tradecli.extraction.linking.drafts import Own, Scene
from tradecli.extraction.linking.flows import OPPOSITE
from tradecli.extraction.linking.lists import field_of
from tradecli.extraction.linking.preferences import Reading
from tradecli.extraction.linking.values import is_place, value_of
from tradecli.extraction.mentions import Token

_BUYERS = frozenset({"subject", "before_flow"})


def mirrored(scene: Scene, own: Own) -> Own:
    """The readings with the partner's view turned round: what it bought was exported, its exports to China imported."""
    flow = own.get("flow")
    if flow is None or flow.token < 0 or flow.values[0].name not in OPPOSITE:
        return own
    foreign = _of_foreigners(scene.row, flow.token) or _purchases_from_here(scene, flow.token)
    owner = value_of(scene.row[flow.token - 1], "partner", scene) if foreign else None
    if owner is not None and ("partner" not in own or own["partner"].token == flow.token - 1):
        own = {**own, "partner": Reading("own", (owner,), flow.weight, "whose exports they are", flow.token - 1)}
    seen = foreign or _to_china(scene, flow.token, flow.values[0].name) or _shipped_by_partner(scene, flow.token)
    if not seen and not _bought_by_partner(scene, own, flow.token) and not _sold_here(scene, own, flow.token):
        return own
    turned = Value(OPPOSITE[flow.values[0].name])
    return {**own, "flow": flow._replace(values=(turned,), why=f"{flow.why}, seen from the partner")}


def bought_by_them(scene: Scene, own: Own) -> Own:
    """The readings of partners that a clause only counts, what they bought as exports: "the three markets bought"."""
    flow = own.get("flow")
    bought = flow is not None and flow.token >= 0 and scene.row[flow.token].text in scene.language.sets["bought"]
    if flow is None or not bought or flow.values[0].name != "imports":
        return own
    return {**own, "flow": flow._replace(values=(Value("exports"),), why=f"{flow.why}, seen from the partner")}


def _of_foreigners(row: Sequence[Token], flow: int) -> bool:
    """Whether exports are those of a partner: "Brazilian exports", "Tajikistan's exports"."""
    if flow == 0 or row[flow].flow != "exports" or "partner" not in row[flow - 1].kinds:
        return False
    return row[flow - 1].adjective or (row[flow - 1].possessive and "region" not in row[flow - 1].kinds)


def _shipped_by_partner(scene: Scene, flow: int) -> bool:
    """Whether goods are shipped from a partner: "Shipments from the United States were up 13.9%"."""
    row = scene.row
    if row[flow].flow != "exports" or "weak_flow" not in row[flow].kinds:
        return False
    led = row[flow].text.split(" ")[-1] in scene.language.sets["from"]
    if not led and (flow + 2 >= len(row) or row[flow + 1].text not in scene.language.sets["from"]):
        return False
    first = flow + 2 - led
    seller = next((i for i in range(first, min(first + 2, len(row))) if "function" not in row[i].kinds), flow)
    return "partner" in row[seller].kinds and "region" not in row[seller].kinds


def _sold_here(scene: Scene, own: Own, flow: int) -> bool:
    """Whether foreign goods are sold to the place that buys them: "sales of African farm products to Hunan"."""
    row, partner = scene.row, own.get("partner")
    if "weak_flow" not in row[flow].kinds or partner is None or not row[partner.token].adjective:
        return False
    to = next((i for i in range(flow + 1, min(flow + 8, len(row))) if row[i].entry("region") is not None), -1)
    return to > partner.token and scene.roles.get(to) == "to" and "partner" not in row[to].kinds


def _to_china(scene: Scene, flow: int, way: str) -> bool:
    """Whether a partner's exports go to the country or its imports come from it: "its exports to China"."""
    sets = scene.language.sets
    toward = sets["from"] if way == "imports" else sets["to_from"] - sets["from"]
    for i in range(flow + 1, min(flow + 4, len(scene.row))):
        entry = scene.row[i].entry("region")
        last = scene.row[i - 1].text.split(" ")[-1]
        if entry is not None and entry.kind == "country" and not scene.row[i].possessive and last in toward:
            return True
    return False


def _purchases_from_here(scene: Scene, flow: int) -> bool:
    """Whether a partner's purchases are from a place here: "Swiss purchases from Guangdong", "Chile's buying from"."""
    row, sets = scene.row, scene.language.sets
    words = row[flow].text.split()
    if not (0 < flow < len(row) - 1) or words[0] not in sets["purchases"] or field_of(row[flow - 1]) != "partner":
        return False
    led = words[-1] in sets["from"]
    at = flow + 1 if led else flow + 2
    return at < len(row) and (led or row[flow + 1].text in sets["from"]) and is_place(row[at])


def _are_its_goods(token: Token, sets: Mapping[str, frozenset[str]]) -> bool:
    """Whether what a place is said to own was bought of it: "bought 5 billion yuan of Yunnan's goods"."""
    return "product" in token.kinds or token.text in sets["all_goods"] or token.flow == "exports"


def _bought_by_partner(scene: Scene, own: Own, flow: int) -> bool:
    """Whether the partner is the buyer: "Vietnam bought goods worth 5 billion yuan", "Vietnam, where purchases".

    So where "it" is the partner that the sentence before is about: "Europe is the top buyer. It bought 5 billion".
    """
    partner, seller = own.get("partner"), own.get("region")
    row, sets = scene.row, scene.language.sets
    relative = flow > 2 and row[flow - 1].text in sets["relatives"] and row[flow - 2].text == ","
    if relative and field_of(row[flow - 3]) == "partner" and "weak_flow" in row[flow].kinds:
        return True
    if scene.row[flow].text.split()[0] not in scene.language.sets["bought"] | scene.language.sets["sold"]:
        return False
    if row[max(0, flow - 1)].text in sets["again"] and "partner" in scene.context.introduced:
        return True
    if partner is None or not 0 <= partner.token < flow or scene.roles.get(partner.token) not in _BUYERS:
        return False
    if seller is None or (seller.token > flow and scene.roles.get(seller.token) == "to"):
        return True
    if seller.token > flow and row[seller.token].possessive and _are_its_goods(row[seller.token + 1], sets):
        return True
    after = range(flow + 1, len(scene.row))
    return any(scene.roles.get(i) == "to" and field_of(scene.row[i]) == "region" for i in after)
