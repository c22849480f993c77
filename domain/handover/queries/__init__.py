"""What became of it: stops and their totes, buyers and their bags, the day's progress, what is in the way of its end."""

from domain.handover.queries.bags import bag
from domain.handover.queries.buyers import by_phone_tail, collection_list, uncollected_list
from domain.handover.queries.ending import InTheWay, in_the_way
from domain.handover.queries.scanning import judge_scan
from domain.handover.queries.sheets import progress, stop_sheet, stops_of_route

__all__ = [
    "InTheWay",
    "bag",
    "by_phone_tail",
    "collection_list",
    "in_the_way",
    "judge_scan",
    "progress",
    "stop_sheet",
    "stops_of_route",
    "uncollected_list",
]
