"""What every label language needs of a picture: that it is the media's, and its bits the other way round.

Polarity differs between languages; the commonest first fault is a label all black. Next: tspl.py, zpl.py.
"""

from __future__ import annotations

from devices.label_image import LabelImage, Media, dots

FLIPPED = bytes(255 - value for value in range(256))
"""Every byte with its bits turned, for `bytes.translate`."""


def see_that_it_fits(label: LabelImage, media: Media) -> None:
    """ValueError unless `label` is a picture of the whole `media`, to the dot."""
    wanted = dots(media.width_mm, label.dpi), dots(media.height_mm, label.dpi)
    if (label.width, label.height) != wanted:
        raise ValueError(
            f"{label.width} x {label.height} dots are no picture of {media.name}: "
            f"at {label.dpi} dpi it has {wanted[0]} x {wanted[1]}"
        )


def white_is_one(label: LabelImage) -> bytes:
    """The rows with 1 for white; what pads a row is white too."""
    return label.bits.translate(FLIPPED)
