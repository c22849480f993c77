"""What the rest of the program may ask of a printer, a scale and a scanner, of a wire and of a language; drivers/ keep it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from devices.label_image import LabelImage, Media
from devices.readings import Accepted, Frame, Health, Printed, PrinterStatus, Reading, Refused, Scan


class Link(Protocol):
    """A wire. It only moves bytes, and every call comes back in time."""

    @property
    def address(self) -> str:
        """Where it goes, for a person to read."""

    def open(self) -> None:
        """Connects anew; LinkDown when that fails."""

    def read(self, within_s: float) -> bytes:
        """What came, at once when something is there, else b"" after `within_s`; LinkDown when the wire broke."""

    def write(self, data: bytes) -> None:
        """Sends all of it; LinkDown, with the bytes already `sent`, when the wire broke or took nothing for too long."""

    def discard_input(self) -> None:
        """Forgets what came before anybody listened."""

    def close(self) -> None:
        """Lets go. Closing twice is fine."""


@runtime_checkable
class Pluggable(Protocol):
    """A wire whose end is plugged into this computer, so that the system knows whether it is there."""

    def is_there(self) -> bool:
        """Whether it is plugged in now; cheap, and asked once a second while the device is away."""


class Language(Protocol):
    """An incremental parser of one connection: bytes in, whole frames out, never a frame of half its bytes."""

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that ended in `data`."""


class Scale(Protocol):
    """A scale, whether it speaks on its own or is asked."""

    @property
    def health(self) -> Health:
        """How it is."""

    @property
    def last(self) -> Reading | None:
        """The last reading, however old; None before the first and after the wire broke."""

    def age_s(self) -> float:
        """How old the last reading is; infinite when there is none."""

    def accept(self, after: float) -> Accepted | Refused:
        """The weight on it, when it may be booked: stable, fresh, later than `after` (s, monotonic), never given before."""

    def zero(self) -> bool:
        """Sets an empty scale to nothing; False where its protocol has no such command."""

    def tare(self) -> bool:
        """What lies there counts as nothing; False when there is no steady weight to take off."""

    def tare_known(self, weight_g: int) -> None:
        """The tare of a box whose weight is known."""

    def clear_tare(self) -> bool:
        """Whole weights again; False when only the scale's own key can do that."""

    def start(self) -> None:
        """Begins to listen, in a thread of its own."""

    def close(self) -> None:
        """Stops listening; comes back when the thread has ended."""


class Scanner(Protocol):
    """A scanner with a wire of its own."""

    @property
    def health(self) -> Health:
        """How it is."""

    def start(self, scanned: Callable[[Scan], object]) -> None:
        """Begins to listen; `scanned` is called in the scanner's thread."""

    def close(self) -> None:
        """Stops listening; comes back when the thread has ended."""


class PrinterLanguage(Protocol):
    """What a printer speaks: pictures to bytes, and its answers to a status. Pure: bytes in, bytes out."""

    def encode(self, label: LabelImage, media: Media) -> bytes:
        """One label, whole: set-up, picture, print. ValueError when the picture is no picture of the media."""

    @property
    def status_request(self) -> bytes:
        """What asks it how it is; b"" when nothing does."""

    def status(self, answer: bytes) -> PrinterStatus | None:
        """What all bytes since the request say; None while they are no whole answer."""


class LabelPrinter(Protocol):
    """A printer of labels; one label at a time."""

    @property
    def health(self) -> Health:
        """How it is."""

    def look(self) -> Health:
        """Connects when it is not, asks it, and says how it is now."""

    def print_label(self, label: LabelImage, began: Callable[[], None]) -> Printed:
        """Sends one label and says what is known of it. `began` is called before the first byte leaves: what it raises
        goes through, and nothing is sent. NotBegun when the printer cannot take it now: no byte has left.
        """

    def close(self) -> None:
        """Lets go of the wire."""
