"""Phones inside free text: only the last four digits are shown."""

from __future__ import annotations

import re

from domain.common.codes import masked_phone

_PHONE = re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")


def mask_phones(text: str) -> str:
    """The text with every mobile number masked."""
    return _PHONE.sub(lambda found: masked_phone(found[0]), text)
