"""The tests, in the shape of the tree they test. Read conftest.py for what every test is given."""
