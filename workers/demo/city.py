"""The made-up city 晨江: its districts and pickup points, its vans and drivers.

No such city exists; its streets have the names that streets have. Coordinates are GCJ-02, as every Chinese map shows
them, scattered over a river plain of 12 by 9 km. Next: company.py, which puts everything together.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from workers.demo import people
from workers.demo.words import DemoDriver, DemoPoint, DemoVan

CITY = "晨江市"
CENTRE_E6 = (29_083_000, 119_641_000)
"""Latitude and longitude of the warehouse in microdegrees, GCJ-02."""

WAREHOUSE = "晨江东仓"
WAREHOUSE_ADDRESS = f"{CITY}新港区物流一路 9 号"

_DISTRICTS = (
    # name, its middle north and east of the warehouse in metres, how far it spreads
    ("城东区", 900, 2100, 1500),
    ("江北区", 4200, -1300, 1700),
    ("南湖区", -2600, -900, 1600),
    ("新港区", -700, 4300, 1400),
    ("石桥新城", 1500, -4600, 1300),
)
_ROADS = "人民路 解放路 文昌路 滨江大道 学院路 青年路 环城东路 石桥街 花园路 建设路 迎宾大道 湖滨路 双溪路 府前街 桃源路 长虹路"
_ESTATES = "翠湖 江畔 桂语 云栖 金桥 阳光 书香 锦绣 半岛 碧水 紫荆 梧桐 望江 丽景 东方 和谐 春晓 星河 枫林 湖山"
_KINDS = "花园 家园 名苑 新村 公寓 府 人家 小区 华庭 里"
_GATES = ("", "", "", "", "(北门)", "(东门岗亭)", "(菜鸟驿站)", "·二期")
_VAN_SIZES = tuple(
    DemoVan("", "", kg * 1000, litres * 1000, totes, False, 270, 780, day_yuan * 100, km_fen, hour_yuan * 100)
    for kg, litres, totes, day_yuan, km_fen, hour_yuan in (
        (900, 6_200, 110, 120, 85, 32),
        (1_800, 16_000, 300, 180, 120, 35),
        (3_500, 28_000, 520, 260, 170, 38),
        (10_000, 56_000, 1_100, 420, 260, 45),
    )
)
"""Delivery van, light lorry, box lorry, long lorry: what they carry and cost."""

TOTE_G = 12_000
"""What goes into one tote, all in all."""

_TOTES_OF_A_SMALL_POINT = 12
_METRES_OF_A_DEGREE = 111_320
_COS_LATITUDE_PERMILLE = 874
"""Of 29.08 degrees: a degree of longitude is so much shorter."""


def vans(count: int, load_g: int) -> tuple[DemoVan, ...]:
    """V1 and so on, of the smallest size that carries the night's load with a quarter to spare.

    Each carries a cold box: nearly every point has something chilled. Plates are of no province.
    """
    each = load_g * 5 // (4 * count)
    size = next((one for one in _VAN_SIZES if one.max_weight_g >= each), _VAN_SIZES[-1])
    return tuple(
        replace(size, code=f"V{number}", plate=f"晨A·D{number:04d}", cold_box=True) for number in range(1, count + 1)
    )


def drivers(rng: Random, of: tuple[DemoVan, ...]) -> tuple[DemoDriver, ...]:
    """One driver a van."""
    return tuple(
        DemoDriver(f"D{number:02d}", people.full_name(rng), people.phone(900_000 + number), van.code)
        for number, van in enumerate(of, 1)
    )


def points(rng: Random, count: int, of: tuple[DemoVan, ...], load_g: int) -> tuple[DemoPoint, ...]:
    """`count` points, no two of one name, district by district; points of a district share their usual van.

    Each can store the totes of its share of the night's load and some more.
    """
    names = _names(rng, count)
    per_district = -(-count // len(_DISTRICTS))
    room = 1 + load_g // (count * _TOTES_OF_A_SMALL_POINT * TOTE_G)
    return tuple(_point(rng, number, names[number], number // per_district, of, room) for number in range(count))


def _names(rng: Random, count: int) -> list[str]:
    """Names, all different: estates with their gates first, numbered parts of them beyond that."""
    pairs = [estate + kind for kind in _KINDS.split() for estate in _ESTATES.split()]
    rng.shuffle(pairs)
    return [
        pairs[number % len(pairs)] + (f"·{number // len(pairs) + 3}期" if number >= len(pairs) else rng.choice(_GATES))
        for number in range(count)
    ]


def _point(rng: Random, number: int, name: str, district: int, of: tuple[DemoVan, ...], room: int) -> DemoPoint:
    area, north_m, east_m, spread_m = _DISTRICTS[district % len(_DISTRICTS)]
    north = north_m + round(rng.gauss(0, spread_m / 2))
    east = east_m + round(rng.gauss(0, spread_m / 2))
    opens = rng.choice((7 * 60, 8 * 60, 9 * 60, 9 * 60 + 30, 10 * 60))
    has_fridge = rng.random() < 0.7
    return DemoPoint(
        code=f"P{number + 1:03d}",
        name=name,
        leader=people.full_name(rng),
        phone=people.phone(800_000 + number),
        address=f"{CITY}{area}{rng.choice(_ROADS.split())}{rng.randrange(3, 988)}号",
        lat_e6=CENTRE_E6[0] + north * 1_000_000 // _METRES_OF_A_DEGREE,
        lon_e6=CENTRE_E6[1] + east * 1_000_000_000 // (_METRES_OF_A_DEGREE * _COS_LATITUDE_PERMILLE),
        opens_min=opens,
        closes_min=rng.choice((19 * 60, 20 * 60, 20 * 60 + 30, 21 * 60)),
        service_min=rng.randrange(4, 13),
        max_totes=room * rng.choice((12, 16, 20, 24, 30)),
        max_cold_totes=room * rng.choice((3, 4, 6)) if has_fridge else None,
        van=of[district % len(of)].code,
    )
