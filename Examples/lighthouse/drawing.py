"""Small drawing tools over Pillow, shared by the pictures of the deck."""

import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from palette import FONT_FILES, rgb


def gradient(size, stops):
    """A picture whose colour changes from top to bottom. `stops` are (place from 0 to 1, colour) in order."""
    width, height = size
    column = Image.new("RGB", (1, height))
    for y in range(height):
        place = y / max(1, height - 1)
        below = max((stop for stop in stops if stop[0] <= place), default=stops[0])
        above = min((stop for stop in stops if stop[0] >= place), default=stops[-1])
        span = above[0] - below[0]
        share = (place - below[0]) / span if span else 0
        column.putpixel((0, y), tuple(round(a + (b - a) * share) for a, b in zip(below[1], above[1])))
    return column.resize(size)


def grain(picture, seed, amount):
    """Adds a little noise of a known seed, so that soft gradients show no bands."""
    width, height = picture.size
    noise = Image.frombytes("L", (width, height), random.Random(seed).randbytes(width * height))
    noise = noise.point(lambda value: value * amount // 255)
    half = Image.new("RGB", picture.size, (amount // 2,) * 3)
    return ImageChops.subtract(ImageChops.add(picture, Image.merge("RGB", (noise,) * 3)), half)


def add_light(picture, mask, colour):
    """Lays light of a colour over the picture, as strong as the mask says."""
    glow = ImageChops.multiply(Image.merge("RGB", (mask,) * 3), Image.new("RGB", picture.size, rgb(colour)))
    return ImageChops.screen(picture, glow)


def beam_mask(size, lamp, far_top, far_bottom, strength, blur):
    """A wedge of light from the lamp to two far points, weaker with the distance."""
    width, height = size
    wedge = Image.new("L", size, 0)
    ImageDraw.Draw(wedge).polygon([lamp, far_top, far_bottom], fill=255)
    wedge = wedge.filter(ImageFilter.GaussianBlur(blur))
    reach = abs(far_top[0] - lamp[0])
    row = Image.new("L", (width, 1))
    for x in range(width):
        share = max(0.0, 1 - abs(x - lamp[0]) / reach) if (x - lamp[0]) * (far_top[0] - lamp[0]) >= 0 else 0
        row.putpixel((x, 0), round(strength * share ** 0.9))
    return ImageChops.multiply(wedge, row.resize(size))


def halo_mask(size, centre, radius, strength):
    """A round glow that fades to nothing at the radius."""
    ball = ImageChops.invert(Image.radial_gradient("L")).point(
        lambda value: round(strength * max(0, (value - 75) / 180) ** 2.2))
    ball = ball.resize((2 * radius, 2 * radius))
    mask = Image.new("L", size, 0)
    mask.paste(ball, (centre[0] - radius, centre[1] - radius))
    return mask


def font(size, bold=False):
    name = "LiberationSans-Bold" if bold else "LiberationSans-Regular"
    return ImageFont.truetype(f"{FONT_FILES}/liberation/{name}.ttf", size)


def shaded(picture, shape, light, dark, left, right):
    """Paints the shape (a mask) from light at the left to dark at the right, like something round."""
    row = Image.new("RGB", (picture.width, 1))
    for x in range(picture.width):
        share = min(1.0, max(0.0, (x - left) / (right - left)))
        share = abs(share - 0.3) / 0.7
        row.putpixel((x, 0), tuple(round(a + (b - a) * share) for a, b in zip(light, dark)))
    picture.paste(row.resize(picture.size), mask=shape)


def polygon_mask(size, *polygons):
    mask = Image.new("L", size, 0)
    for points in polygons:
        ImageDraw.Draw(mask).polygon(points, fill=255)
    return mask


def arrow(draw, start, end, colour, width):
    """A straight arrow whose head is in proportion to its width."""
    draw.line([start, end], fill=colour, width=width)
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = max(1.0, (dx * dx + dy * dy) ** 0.5)
    ux, uy, head = dx / length, dy / length, width * 3.2
    draw.polygon([
        (end[0] + ux * head, end[1] + uy * head),
        (end[0] - uy * head * 0.6, end[1] + ux * head * 0.6),
        (end[0] + uy * head * 0.6, end[1] - ux * head * 0.6),
    ], fill=colour)
