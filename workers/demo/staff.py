"""Who works this night, and at which station: every act of the demo has one of their names in the trail."""

from __future__ import annotations

from domain.common.people import Actor, Role

OWNER = Actor("沈建平", "办公室", Role.OWNER)
MANAGER = Actor("王敏", "主管台", Role.MANAGER)
CLERK = Actor("陈峰", "1号台", Role.CLERK)
SECOND_CLERK = Actor("林晓", "2号台", Role.CLERK)
PICKERS = (
    Actor("李敏", "1号台", Role.PICKER),
    Actor("周强", "2号台", Role.PICKER),
    Actor("何静", "3号台", Role.PICKER),
)
DRIVER = Actor("赵师傅", "发货口", Role.PICKER)
PRINTING = Actor("打印", "1号台", Role.PICKER)
