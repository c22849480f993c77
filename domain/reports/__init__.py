"""Reports: what the other stages' records say together. The operator's arithmetic is queries.check."""
