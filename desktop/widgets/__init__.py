"""The building blocks of every window, in one look. tokens.py holds the colours, theme.py puts them on."""
