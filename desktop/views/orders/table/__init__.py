"""All orders of the cycle: a table over SQL pages, its filter and totals, and the inspector of one order."""
