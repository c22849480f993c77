"""Sample words of each kind, for the preview of a template, the test print and `main.py labels`: an ordinary night's.

`LONG` are the same with the longest words the night has; what a template does with them shows whether it holds.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

from domain.common.codes import ean13_with_check

SERIAL: Final = "L4T8K2M9QZ7XCE"
"""A serial that reads as one and belongs to no intent."""


def sample(kind: str, *, is_long: bool = False) -> dict[str, Any]:
    """A body of the kind as printing keeps it. KeyError for a kind without labels."""
    from domain.printing.words import (
        BadgeWords,
        BagLabel,
        BinLabel,
        ControlSheet,
        ItemLabel,
        PalletLabel,
        PickupSlip,
        ToteLabel,
    )

    night = {"cycle": "0525", "delivery": "2026-05-26"}
    buyer = {"pickup_code": "483920", "buyer": "王*", "phone_tail": "5678"}
    goods = ("麒麟西瓜 × 1", "土鸡蛋 30枚 × 2", "鲜牛奶 950ml × 1")
    at = "2026-05-26T03:12:00+08:00"
    bodies: Mapping[str, Any] = {
        "tote_label": ToteLabel(
            **night, snapshot=1, point="幸福里", wave=5, tote="T0000047", number=4, of=4, van="V2", drop=3,
            is_cold=True, pieces=14, gross_g=11860, sealed_by="李敏", sealed_at=at,
        ),
        "item_label": ItemLabel(
            cycle="0525", point="幸福里", pickup_code="483920", buyer="王*", product="冷鲜排骨", spec="约500 g",
            weight_g=486, price_fen=1934, tote="T0000047", picked_by="李敏", picked_at=at, unit_price_fen=3980,
            lot="PG0525", best_before="2026-05-28", sequence=128, barcode=ean13_with_check("210012300486"),
        ),
        "bag_label": BagLabel(
            **night, **buyer, point="幸福里", number=1, of=2, pieces=4, is_cold=True, items=goods,
            packed_by="李敏", packed_at=at,
        ),
        "bin_label": BinLabel("A-01-2", "中心仓", "chilled", "阳光玫瑰葡萄", "约2斤/盒"),
        "pickup_slip": PickupSlip(
            **night, **buyer, point="幸福里", address="人民路 18 号 3 号楼底商", opens="07:00–20:00", pieces=4,
            items=goods,
        ),
        "pallet_label": PalletLabel(
            **night, van="V2", plate="晨A·D0002", driver="赵建国", drops="1–6", number=2, of=3, totes=24, cold_totes=6,
            gross_g=268400, points=("幸福里", "锦绣花园", "翠湖天地", "阳光城", "金地名津", "万科城市花园"),
            built_by="李敏", built_at=at,
        ),
        "badge": BadgeWords(12, "李敏", "picker", "晨光生鲜"),
        "control_sheet": ControlSheet("拣货 1 号台"),
    }  # fmt: skip
    body = dataclasses.asdict(bodies[kind])
    return {**body, **_long(kind, body)} if is_long else body


def _long(kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """The longest words a night has: what people write, not what a column could hold."""
    longest = {
        "point": "龙湖天街锦绣城北区二期 12 号楼爱心便利店",
        "product": "云南高原有机夏黑无籽葡萄（特级果）礼盒装",
        "spec": "约2.5斤/盒 × 2",
        "address": "滨江新区人民东路 1288 号龙湖天街锦绣城北区二期 12 号楼 1 层 103 室 爱心便利店（地铁口旁）",
        "buyer": "欧*",
        "van": "V12",
        "drop": 18,
        "drops": "11–18",
        "number": 12,
        "of": 12,
        "pieces": 128,
        "gross_g": 23480,
        "weight_g": 12486,
        "price_fen": 148580,
        "unit_price_fen": 11900,
        "sealed_by": "欧阳建国",
        "packed_by": "欧阳建国",
        "built_by": "欧阳建国",
        "person": "阿卜杜拉·买买提",
        "bin": "COLD-12-34-5B",
        "tote": "C0123452",
        "lot": "2026-05-25-A",
        "station": "冷库北区 拣货 12 号台",
    }
    return {name: longest[name] for name in body if name in longest}
