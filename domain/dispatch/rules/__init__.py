"""The pure decisions of dispatch: loading.py (a scan at the gate), expecting.py (when each stop is reached),
asking.py and answering.py (a re-plan as a Problem, and what came out), telling.py (who is told), overloading.py.
"""

from domain.dispatch.rules.loading import GONE, READY, Judged, going, is_known, judge, pallets, unsealed

__all__ = ["GONE", "READY", "Judged", "going", "is_known", "judge", "pallets", "unsealed"]
