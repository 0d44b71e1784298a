"""The deck's colours and fonts: used by its theme and by its pictures, so that both agree."""

INK = "14202E"
PAPER = "FBF8F1"
NIGHT = "0B2239"
SAND = "ECE4D3"
LAMP = "F2B134"
SEA = "1D6F7A"
RED = "CF4A3A"
SLATE = "5B7590"
FOAM = "A9CBC3"
BRASS = "9A7432"

HEADING_FONT = "DejaVu Serif"
BODY_FONT = "Liberation Sans"
FONT_FILES = "/usr/share/fonts/truetype"


def rgb(colour):
    """The colour as the three numbers that Pillow wants."""
    return tuple(int(colour[place:place + 2], 16) for place in (0, 2, 4))


def mixed(colour, other, share):
    """`share` (0 to 1) of the way from one colour to another, as three numbers."""
    return tuple(round(a + (b - a) * share) for a, b in zip(rgb(colour), rgb(other)))
