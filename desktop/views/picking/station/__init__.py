"""The station: one line at a time, scan, look, put, next. Its face is drawn large; its controller counts nothing itself."""
