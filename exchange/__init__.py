"""Files and messages in and out: order files, 接龙 text, papers, spreadsheets, notices.

Knows the domain, never Qt and never a device. Read `imports/` for what comes in, `documents/` for
what goes out, and `fonts/` for what both are drawn with.
"""
