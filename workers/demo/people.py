"""Made-up people: names as they stand in order files, odd ones among them, and phones that are nobody's.

Every phone begins with 169, which no network has been given (Ministry of Industry and Information Technology, list of
mobile prefixes 公众移动通信网网号及H₀分配情况, March 2023). Next: company.py.
"""

from __future__ import annotations

from random import Random

PHONE_PREFIX = "169"

_FAMILIES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱"
_GIVEN = (
    "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀英 霞 平 刚 桂英 玉兰 建华 文博 子涵 雨桐 浩然 思远 佳怡 "
    "梓萱 俊杰 晓燕 海燕 国强 志明 春梅 小红 雪梅 丹丹 婷婷 欣怡 宇航 家豪 诗琪 嘉欣 一诺 若曦 景行 知夏 小满 立秋 建国 "
    "翠花 红梅 志强 晓东 亚楠 可欣 沐阳 书瑶 明轩 天佑 彩霞 凤兰 宝珠 长青 月娥"
)
_NICKNAMES = (
    "{f}妈妈 小{f} {f}姐 {f}阿姨 老{f} {g}妈 {f}{g}🌻 {f}{g}🍀 {g}~ 阿{g} {f}太太 {f}师傅 "
    "{g}爸爸 {f}老师 {g}🐱 A{f}{g} {f}大姐 {g}同学"
)
ODD_NAMES = (
    "𠮷田太太",
    "<b>阿强</b>",
    "Tom & Jerry",
    "=cmd|' /C calc'!A0",
    "👨‍👩‍👧三口之家",
    "O'Neil",
    "“引号”姐",
    "王珅",
    "李俓",
    "ＡＢＣ晓玲",
    "+小满",
    "@所有人",
    "-老周",
    "李\u200b雷",
    "\u3000空格先生 ",
    "阿美\n（换行）",
    "Владимир",
    "💐💐💐",
    "陈  先生",
    "<img src=x onerror=alert(1)>",
    "䶮䶮",
    "1楼王姐",
)
"""What people really call themselves, and what somebody may try: markup, formulas, rare and invisible characters."""


def phone(number: int) -> str:
    """The n-th phone: eleven digits, no two alike, neighbours far apart, all of an unused prefix."""
    return f"{PHONE_PREFIX}{(12_345_678 + number * 40_503_121) % 100_000_000:08d}"


def full_name(rng: Random) -> str:
    """A name as on an identity card."""
    return rng.choice(_FAMILIES) + rng.choice(_GIVEN.split())


def buyer_name(rng: Random) -> str:
    """A name as in an order file: three in five are real names, the others what a chat shows."""
    if rng.random() < 0.6:
        return full_name(rng)
    return rng.choice(_NICKNAMES.split()).format(f=rng.choice(_FAMILIES), g=rng.choice(_GIVEN.split()))
