"""Scales, scanners, printers: bytes on a wire to frozen readings. Knows nothing of the business, of Qt or of SQL."""
