"""Routes: which van goes where, on a map, as loads, as hours and as a list of drops that a person changes by hand."""
