"""What the made-up company buys and sells: 12 suppliers and 80 products, every fourth one sold by weight.

The list is written as the trade writes one; `products` cuts it to any number, or goes round again with larger packs.
All names of suppliers are invented. Barcodes are of the range shops use inside their own walls (they begin with 2),
so that none is anybody's real article. Next: city.py.
"""

from __future__ import annotations

from domain.catalogue.rules.barcodes import own_code
from workers.demo import people
from workers.demo.words import DemoProduct, DemoSupplier

_SUPPLIERS = """
晨江果业批发 | 周国良 | 南湖果品市场 A12 | 0 | 水果
东篱水果合作社 | 何春兰 | 东篱镇合作社大院 | 1 | 水果
江北蔬菜基地 | 孙大勇 | 江北区田畈路 66 号 | 0 | 蔬菜
绿畦农场 | 许静 | 青石乡绿畦农场 | 1 | 蔬菜
老街肉铺 | 马建军 | 城东区老街 8 号 | 0 | 肉类
清溪水产 | 洪海波 | 新港区渔港路 3 号 | 0 | 水产
山脚禽蛋场 | 罗秀英 | 青石乡山脚村 | 1 | 禽蛋
溪边乳品 | 高晓东 | 江北区工业二路 21 号 | 1 | 乳品
冰河冷库 | 丁伟 | 新港区冷链园 5 栋 | 0 | 冷冻
王记豆坊 | 王福生 | 城东区石桥巷 15 号 | 0 | 豆制品
丰穗粮油 | 蔡志强 | 南湖区粮油市场 B3 | 2 | 粮油
麦垛烘焙 | 田雨 | 南湖区文昌路 102 号 | 0 | 烘焙
"""

_GOODS = """
本地土鸡蛋 | 30枚 | 禽蛋 | ambient | 板=30枚 | 6 | 1650 | 4500 | 36.00 | 27.50 | 20 | Farm eggs, 30
阳光玫瑰葡萄 | 2斤装 | 水果 | chilled | 盒 | 8 | 1000 | 2800 | 29.90 | 21.00 | 5 | Shine Muscat grapes 1 kg
鲜牛奶 | 950ml | 乳品 | chilled | 瓶 | 12 | 1000 | 1100 | 13.80 | 10.20 | 7 | Fresh milk 950 ml
麒麟西瓜 | 1个约8斤 | 水果 | ambient | 个 | 4 | 4000 | 7000 | 39.80 | 28.00 | 7 | Watermelon, about 4 kg*
上海青 | 500g | 蔬菜 | ambient | 份 | 20 | 500 | 2500 | 4.90 | 2.80 | 2 | Bok choy 500 g
红富士苹果 | 5斤装 | 水果 | ambient | 份 | 4 | 2500 | 6000 | 32.80 | 22.00 | 15 | Fuji apples 2.5 kg
嫩豆腐 | 400g | 豆制品 | chilled | 盒 | 24 | 420 | 500 | 3.50 | 1.90 | 5 | Silken tofu 400 g
猪五花肉 | 约1斤 | 肉类 | chilled | 份 | 20 | 500 | 600 | 21.80 | 16.50 | 3 | Pork belly, about 500 g*
手工水饺 | 1kg | 冷冻 | frozen | 袋 | 10 | 1000 | 2200 | 26.80 | 18.00 | 180 | Dumplings 1 kg
五常大米 | 10斤装 | 粮油 | ambient | 袋 | 5 | 5000 | 6500 | 59.90 | 46.00 | 180 | Rice 5 kg
全麦吐司 | 400g | 烘焙 | ambient | 袋 | 12 | 420 | 2600 | 15.90 | 9.80 | 4 | Wholemeal toast 400 g
鲜活草鱼 | 1条约3斤 | 水产 | chilled | 条 | 10 | 1500 | 2500 | 27.00 | 19.50 | 1 | Grass carp, about 1.5 kg*
水果黄瓜 | 500g | 蔬菜 | ambient | 份 | 20 | 500 | 1200 | 6.90 | 3.90 | 4 | Baby cucumbers 500 g
丹东草莓 | 1斤装 | 水果 | chilled | 盒 | 12 | 550 | 1500 | 38.00 | 27.00 | 2 | Strawberries 500 g
原味酸奶 | 100g*8杯 | 乳品 | chilled | 排=8杯 | 6 | 860 | 1200 | 16.90 | 11.80 | 21 | Yoghurt 8 x 100 g
三黄鸡 | 1只约2.5斤 | 禽蛋 | chilled | 只 | 10 | 1250 | 2600 | 35.80 | 26.00 | 3 | Whole chicken, about 1.25 kg*
西兰花 | 1颗约400g | 蔬菜 | chilled | 颗 | 16 | 400 | 1800 | 5.90 | 3.40 | 4 | Broccoli
砂糖橘 | 5斤装 | 水果 | ambient | 份 | 6 | 2500 | 5200 | 25.80 | 17.00 | 10 | Sugar mandarins 2.5 kg
速冻虾仁 | 250g | 冷冻 | frozen | 袋 | 20 | 260 | 400 | 29.90 | 21.00 | 365 | Frozen shrimps 250 g
精品猪小排 | 约1斤 | 肉类 | chilled | 份 | 20 | 500 | 700 | 34.80 | 27.00 | 3 | Pork ribs, about 500 g*
小番茄 | 500g | 蔬菜 | ambient | 盒 | 16 | 520 | 1100 | 9.90 | 6.20 | 5 | Cherry tomatoes 500 g
海南香蕉 | 3斤装 | 水果 | ambient | 份 | 10 | 1500 | 3500 | 12.80 | 8.20 | 5 | Bananas 1.5 kg
老豆腐 | 500g | 豆制品 | chilled | 块 | 20 | 510 | 550 | 4.20 | 2.30 | 3 | Firm tofu 500 g
牛腩块 | 约1斤 | 肉类 | chilled | 份 | 20 | 500 | 650 | 49.80 | 39.00 | 3 | Beef brisket, about 500 g*
葱油饼 | 10片装 | 冷冻 | frozen | 包=10片 | 12 | 1000 | 1400 | 18.80 | 12.00 | 180 | Scallion pancakes, 10
菜籽油 | 5L | 粮油 | ambient | 桶 | 4 | 4700 | 5600 | 72.00 | 58.00 | 540 | Rapeseed oil 5 l
蛋黄酥 | 6枚装 | 烘焙 | ambient | 盒=6枚 | 10 | 360 | 1400 | 22.80 | 14.50 | 10 | Egg yolk pastries, 6
花甲 | 约2斤 | 水产 | chilled | 份 | 15 | 1000 | 1100 | 16.80 | 11.00 | 1 | Clams, about 1 kg*
山东大葱 | 1kg | 蔬菜 | ambient | 捆 | 10 | 1000 | 3000 | 6.50 | 3.60 | 6 | Leeks 1 kg
赣南脐橙 | 5斤装 | 水果 | ambient | 份 | 6 | 2500 | 5000 | 27.80 | 18.50 | 15 | Navel oranges 2.5 kg
芝士片 | 12片 | 乳品 | chilled | 包=12片 | 24 | 220 | 300 | 19.80 | 14.00 | 120 | Cheese slices, 12
哈密瓜 | 1个约4斤 | 水果 | ambient | 个 | 6 | 2000 | 3800 | 26.80 | 18.00 | 8 | Hami melon, about 2 kg*
土豆 | 5斤装 | 蔬菜 | ambient | 袋 | 8 | 2500 | 4200 | 9.90 | 5.80 | 20 | Potatoes 2.5 kg
大凉山丑苹果 | 8个装 | 水果 | ambient | 份=8个 | 6 | 1800 | 4300 | 29.90 | 20.00 | 15 | Ugly apples, 8
汤圆 | 500g | 冷冻 | frozen | 袋 | 20 | 510 | 800 | 12.90 | 8.00 | 270 | Sweet rice balls 500 g
莲藕 | 约2斤 | 蔬菜 | ambient | 份 | 12 | 1000 | 2200 | 9.80 | 6.00 | 5 | Lotus root, about 1 kg*
皮蛋 | 10枚 | 禽蛋 | ambient | 盒=10枚 | 12 | 700 | 1500 | 15.80 | 10.50 | 60 | Century eggs, 10
东北黑木耳 | 250g | 粮油 | ambient | 袋 | 20 | 260 | 1500 | 26.80 | 18.00 | 360 | Wood ear 250 g
法式小面包 | 20枚 | 烘焙 | ambient | 份=20枚 | 6 | 900 | 5500 | 19.90 | 12.50 | 60 | French rolls, 20
鲈鱼 | 1条约1斤 | 水产 | chilled | 条 | 16 | 500 | 900 | 22.80 | 16.00 | 1 | Sea bass, about 500 g*
生菜 | 300g | 蔬菜 | chilled | 份 | 20 | 300 | 2000 | 4.50 | 2.40 | 2 | Lettuce 300 g
怡颗蓝莓 | 4盒装 | 水果 | chilled | 份=4盒 | 6 | 560 | 1600 | 45.00 | 33.00 | 6 | Blueberries, 4 boxes
香干 | 300g | 豆制品 | chilled | 袋 | 30 | 310 | 350 | 5.80 | 3.30 | 10 | Smoked tofu 300 g
带皮羊肉 | 约2斤 | 肉类 | chilled | 份 | 10 | 1000 | 1300 | 79.00 | 64.00 | 3 | Mutton, about 1 kg*
胡萝卜 | 3斤装 | 蔬菜 | ambient | 袋 | 12 | 1500 | 2600 | 6.90 | 3.90 | 15 | Carrots 1.5 kg
海鲜菇 | 250g | 蔬菜 | chilled | 包 | 24 | 250 | 900 | 4.80 | 2.60 | 6 | Seafood mushrooms 250 g
手抓饼 | 20片装 | 冷冻 | frozen | 袋=20片 | 8 | 1800 | 2400 | 24.80 | 16.50 | 270 | Flaky pancakes, 20
基围虾 | 约1斤 | 水产 | chilled | 份 | 20 | 500 | 900 | 45.00 | 35.00 | 1 | Prawns, about 500 g*
青椒 | 500g | 蔬菜 | ambient | 份 | 20 | 500 | 1800 | 5.50 | 3.00 | 5 | Green peppers 500 g
猕猴桃 | 12个装 | 水果 | ambient | 份=12个 | 8 | 1200 | 2400 | 28.80 | 19.50 | 12 | Kiwis, 12
高筋面粉 | 2.5kg | 粮油 | ambient | 袋 | 8 | 2520 | 3600 | 18.90 | 13.20 | 270 | Bread flour 2.5 kg
老母鸭 | 半只约2斤 | 禽蛋 | chilled | 份 | 12 | 1000 | 1800 | 38.00 | 28.50 | 3 | Half a duck, about 1 kg*
大白菜 | 2颗装 | 蔬菜 | ambient | 份=2颗 | 8 | 4200 | 9500 | 7.90 | 4.20 | 12 | Chinese cabbages, 2
火龙果 | 4个装 | 水果 | ambient | 份=4个 | 8 | 1800 | 3200 | 32.00 | 22.50 | 8 | Dragon fruits, 4
鲜奶蛋糕卷 | 350g | 烘焙 | chilled | 盒 | 12 | 380 | 1600 | 26.80 | 17.00 | 3 | Cream roll 350 g
铁棍山药 | 约2斤 | 蔬菜 | ambient | 份 | 10 | 1000 | 2400 | 19.80 | 13.50 | 20 | Yam, about 1 kg*
长茄子 | 500g | 蔬菜 | ambient | 份 | 20 | 500 | 1900 | 4.90 | 2.70 | 4 | Aubergines 500 g
奶油草莓味冰淇淋 | 6支 | 冷冻 | frozen | 盒=6支 | 10 | 480 | 1100 | 29.00 | 19.80 | 365 | Ice cream, 6
腐竹 | 200g | 豆制品 | ambient | 袋 | 30 | 210 | 1300 | 13.80 | 9.20 | 270 | Bean curd sticks 200 g
金枕榴莲 | 1个约5斤 | 水果 | ambient | 个 | 4 | 2500 | 4500 | 119.00 | 92.00 | 4 | Durian, about 2.5 kg*
韭菜 | 400g | 蔬菜 | ambient | 捆 | 20 | 400 | 1600 | 4.60 | 2.30 | 2 | Chives 400 g
雪花梨 | 6个装 | 水果 | ambient | 份=6个 | 8 | 2100 | 4000 | 23.80 | 15.80 | 20 | Snow pears, 6
小米 | 5斤装 | 粮油 | ambient | 袋 | 8 | 2500 | 3100 | 28.80 | 20.50 | 180 | Millet 2.5 kg
猪筒骨 | 约2斤 | 肉类 | chilled | 份 | 12 | 1000 | 1900 | 24.00 | 17.00 | 3 | Pork bones, about 1 kg*
娃娃菜 | 3颗装 | 蔬菜 | ambient | 袋=3颗 | 16 | 800 | 2500 | 6.80 | 3.80 | 6 | Baby cabbages, 3
鹌鹑蛋 | 50枚 | 禽蛋 | ambient | 盒=50枚 | 10 | 560 | 1800 | 16.80 | 11.50 | 30 | Quail eggs, 50
奶香馒头 | 12个 | 冷冻 | frozen | 袋=12个 | 12 | 600 | 1700 | 9.90 | 6.00 | 120 | Steamed buns, 12
三文鱼块 | 约300g | 水产 | chilled | 份 | 20 | 300 | 400 | 56.00 | 44.00 | 1 | Salmon, about 300 g*
贝贝南瓜 | 4个装 | 蔬菜 | ambient | 袋=4个 | 8 | 1600 | 2900 | 15.80 | 10.20 | 25 | Mini pumpkins, 4
柠檬 | 6个装 | 水果 | ambient | 袋=6个 | 16 | 720 | 1300 | 11.80 | 7.50 | 20 | Lemons, 6
淡奶油 | 250ml | 乳品 | chilled | 盒 | 24 | 270 | 290 | 15.50 | 11.40 | 120 | Cream 250 ml
红心柚 | 1个约2.5斤 | 水果 | ambient | 个 | 10 | 1250 | 2600 | 15.80 | 10.00 | 30 | Red pomelo, about 1.25 kg*
蒜苗 | 400g | 蔬菜 | ambient | 捆 | 20 | 400 | 1500 | 6.20 | 3.50 | 3 | Garlic sprouts 400 g
桂味荔枝 | 3斤装 | 水果 | chilled | 盒 | 8 | 1500 | 3000 | 42.80 | 31.00 | 2 | Lychees 1.5 kg
肉松贝贝 | 8枚装 | 烘焙 | chilled | 盒=8枚 | 10 | 480 | 2200 | 32.80 | 21.50 | 4 | Pork floss cakes, 8
冬瓜 | 1段约2斤 | 蔬菜 | ambient | 段 | 12 | 1000 | 1800 | 4.80 | 2.60 | 4 | Winter melon, about 1 kg*
花生油 | 2.5L | 粮油 | ambient | 瓶 | 6 | 2350 | 2900 | 66.00 | 52.00 | 540 | Peanut oil 2.5 l
千张 | 300g | 豆制品 | chilled | 袋 | 30 | 310 | 360 | 6.20 | 3.60 | 5 | Tofu sheets 300 g
绿豆沙冰棍 | 10支 | 冷冻 | frozen | 盒=10支 | 12 | 750 | 1500 | 19.90 | 13.00 | 365 | Mung bean ice lollies, 10
大黄鱼 | 1条约1.2斤 | 水产 | chilled | 条 | 16 | 600 | 1000 | 28.80 | 20.50 | 1 | Yellow croaker, about 600 g*
"""

_PACKS = ("", "双份装", "家庭装", "一整箱")
"""A longer list than ours goes round again with larger packs."""

_TOLERANCE_PERMILLE = {"肉类": 50, "水产": 80, "禽蛋": 60, "水果": 100, "蔬菜": 80}


def suppliers(count: int) -> tuple[DemoSupplier, ...]:
    """Up to 12 suppliers, S01 and so on, with a phone of nobody's."""
    made = []
    for number, row in enumerate(_rows(_SUPPLIERS)[:count], 1):
        name, contact, address, lead_days, _trade = row
        phone = people.phone(600_000 + number)
        made.append(DemoSupplier(f"S{number:02d}", name, contact, phone, f"晨江市{address}", int(lead_days)))
    return tuple(made)


def products(count: int, of: tuple[DemoSupplier, ...]) -> tuple[DemoProduct, ...]:
    """`count` products, G001 and so on, each with one of the suppliers that sells its category (else any of them)."""
    goods = _rows(_GOODS)
    by_trade: dict[str, list[str]] = {}
    for supplier, row in zip(of, _rows(_SUPPLIERS), strict=False):
        by_trade.setdefault(row[4], []).append(supplier.name)
    return tuple(
        _product(number, goods[number % len(goods)], number // len(goods), by_trade, of) for number in range(count)
    )


def _product(
    number: int, row: list[str], round_: int, by_trade: dict[str, list[str]], of: tuple[DemoSupplier, ...]
) -> DemoProduct:
    name, spec, category, zone, unit, case, weight, volume, price, cost, days, english = row
    sellers = by_trade.get(category) or [supplier.name for supplier in of]
    sale_unit, _, base = unit.partition("=")
    base_unit = base.lstrip("0123456789") or sale_unit
    weighed = english.endswith("*")
    times = round_ + 1
    pack = "" if round_ == 0 else _PACKS[round_] if round_ < len(_PACKS) else f"{times}份装"
    return DemoProduct(
        code=f"G{number + 1:03d}",
        name=name,
        spec=f"{spec} {pack}".strip(),
        category=category,
        guarantee_category="生鲜" if zone == "chilled" or category in ("水果", "蔬菜") else "包装食品",
        barcodes=_barcodes(number, weighed),
        supplier=sellers[number // 4 % len(sellers)],
        sale_unit=sale_unit,
        base_unit=base_unit,
        base_per_sale=int(base[: len(base) - len(base_unit)] or 1) * times if base else times,
        case_size=max(1, int(case) // times),
        weighed=weighed,
        weight_g=int(weight) * times,
        volume_ml=int(volume) * times,
        tolerance_permille=_TOLERANCE_PERMILLE.get(category, 50) if weighed else 30,
        price_fen=_fen(price) * times,
        cost_fen=_fen(cost) * times,
        zone=zone,
        shelf_life_days=int(days),
        english=english.rstrip("*") + (f", {times} packs" if round_ else ""),
    )


def _barcodes(number: int, weighed: bool) -> tuple[str, ...]:
    """Our own EAN-13; a weighed product has the item number its scale prints too (20 and five digits)."""
    own = own_code(1_000_000 + number)
    return (own, f"20{number + 1:05d}") if weighed else (own,)


def _fen(yuan: str) -> int:
    whole, _, part = yuan.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0"))


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
