"""The verbs of handover: stops reached, left out, handed over; vans home; orders collected, kept, sent back; the end; pickup slips."""

from domain.handover.operations.closing import close_route, complete_cycle, return_route
from domain.handover.operations.collecting import collect_by_code, collect_chosen
from domain.handover.operations.handing import hand_over
from domain.handover.operations.keeping import extend, return_uncollected
from domain.handover.operations.pickup_slips import ask_pickup_slips
from domain.handover.operations.stops import arrive, fail_stop, skip_stop

__all__ = [
    "arrive",
    "ask_pickup_slips",
    "close_route",
    "collect_by_code",
    "collect_chosen",
    "complete_cycle",
    "extend",
    "fail_stop",
    "hand_over",
    "return_route",
    "return_uncollected",
    "skip_stop",
]
