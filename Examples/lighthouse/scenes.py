"""The two scenes: a lighthouse at night for the title, and the Pharos of Alexandria."""

import math
import random

from PIL import Image, ImageDraw, ImageFilter

from drawing import add_light, beam_mask, gradient, grain, halo_mask, polygon_mask, shaded
from palette import INK, LAMP, NIGHT, PAPER, RED, SAND, SEA, SLATE, mixed, rgb


def night_lighthouse():
    """1920 x 1080: dark sea and sky at the left, where the title stands, and the tower at the right."""
    size = (3840, 2160)
    horizon, lamp = 1640, (2950, 640)
    picture = gradient(size, [
        (0.0, mixed(NIGHT, "000000", 0.55)), (0.45, rgb(NIGHT)), (0.76, mixed(NIGHT, SEA, 0.55)),
        (0.7601, mixed(NIGHT, SEA, 0.22)), (1.0, mixed(NIGHT, "000000", 0.6))])
    draw_stars(picture, horizon)
    picture = add_light(picture, beam_mask(size, lamp, (-900, 60), (-900, 760), 190, 26), LAMP)
    picture = add_light(picture, beam_mask(size, lamp, (5200, 420), (5200, 1020), 150, 22), LAMP)
    picture = add_light(picture, halo_mask(size, lamp, 900, 200), LAMP)
    picture = draw_glitter(picture, horizon, lamp)
    draw_headland(picture, horizon)
    draw_tower(picture, lamp, base=1660)
    picture = add_light(picture, halo_mask(size, lamp, 260, 235), "FFE9B8")
    return grain(picture.resize((1920, 1080), Image.LANCZOS), seed=7, amount=6)


def draw_stars(picture, horizon):
    draw = ImageDraw.Draw(picture)
    dice = random.Random(1823)
    for _ in range(420):
        x, y = dice.randrange(picture.width), int(dice.random() ** 1.6 * horizon * 0.9)
        radius = dice.choice((1, 1, 1, 2, 2, 3))
        tone = mixed(NIGHT, PAPER, dice.uniform(0.25, 0.9) * (1 - y / horizon * 0.7))
        draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=tone)


def draw_glitter(picture, horizon, lamp):
    """The lamp's path on the water: short strokes, wider and sparser towards the viewer."""
    mask = Image.new("L", picture.size, 0)
    draw = ImageDraw.Draw(mask)
    dice = random.Random(1611)
    for _ in range(900):
        depth = dice.random() ** 1.3
        y = horizon + 6 + depth * (picture.height - horizon)
        x = lamp[0] - 620 + dice.gauss(0, 120 + depth * 420)
        half = 10 + depth * 60 * dice.random()
        draw.line([(x - half, y), (x + half, y)], fill=int(130 * (1 - depth * 0.6)), width=2 + int(depth * 5))
    return add_light(picture, mask.filter(ImageFilter.GaussianBlur(3)), LAMP)


def draw_headland(picture, horizon):
    draw = ImageDraw.Draw(picture)
    dice = random.Random(24)
    far = [(2000, horizon + 8)]
    for x in range(2000, 3881, 40):
        rise = (x - 2000) / 1840
        far.append((x, horizon - 40 * math.sin(rise * 3.1) - 60 * rise + dice.uniform(-7, 7)))
    draw.polygon(far + [(3880, horizon + 8)], fill=mixed(NIGHT, SEA, 0.34))
    near = [(2140, 2160)]
    for x in range(2140, 3881, 30):
        share = (x - 2140) / 1700
        height = 560 * (1 - (1 - min(1.0, share * 1.75)) ** 2.6)
        near.append((x, 2160 - height + dice.uniform(-16, 16) - 25 * math.sin(share * 9)))
    draw.polygon(near + [(3880, 2160)], fill=mixed(NIGHT, "000000", 0.45))


def draw_tower(picture, lamp, base):
    size, (centre, top) = picture.size, (lamp[0], lamp[1] + 150)

    def half_width(y):
        return 96 + (y - top) / (base - top) * 66

    bands = 6
    for band in range(bands):
        upper = top + (base - top) * band / bands
        lower = top + (base - top) * (band + 1) / bands
        shape = polygon_mask(size, [
            (centre - half_width(upper), upper), (centre + half_width(upper), upper),
            (centre + half_width(lower), lower), (centre - half_width(lower), lower)])
        light, dark = (rgb(RED), mixed(RED, NIGHT, 0.72)) if band % 2 else (rgb(PAPER), mixed(PAPER, NIGHT, 0.7))
        shaded(picture, shape, dimmed(light, 0.18), dark, centre - 165, centre + 165)
    draw = ImageDraw.Draw(picture)
    dark, iron = mixed(NIGHT, "000000", 0.35), mixed(INK, "000000", 0.3)
    for y in (960, 1290):
        draw.rounded_rectangle([centre - 20, y, centre + 20, y + 66], 20, fill=mixed(LAMP, PAPER, 0.25))
    draw.rounded_rectangle([centre - 38, base - 130, centre + 38, base + 10], 36, fill=dark)
    draw.rectangle([centre - 150, top - 26, centre + 150, top + 6], fill=iron)
    for step in range(-3, 4):
        draw.line([(centre + step * 47, top - 92), (centre + step * 47, top - 20)], fill=iron, width=7)
    draw.line([(centre - 146, top - 92), (centre + 146, top - 92)], fill=iron, width=9)
    draw.rectangle([centre - 84, lamp[1] - 96, centre + 84, top - 20], fill=mixed(LAMP, "FFFFFF", 0.55))
    for step in range(-2, 3):
        draw.line([(centre + step * 42, lamp[1] - 96), (centre + step * 42, top - 20)], fill=iron, width=8)
    draw.pieslice([centre - 118, lamp[1] - 212, centre + 118, lamp[1] + 16], 180, 360, fill=mixed(RED, NIGHT, 0.35))
    draw.rectangle([centre - 124, lamp[1] - 104, centre + 124, lamp[1] - 86], fill=iron)
    draw.ellipse([centre - 17, lamp[1] - 240, centre + 17, lamp[1] - 206], fill=iron)
    draw.line([(centre, lamp[1] - 300), (centre, lamp[1] - 210)], fill=iron, width=8)


def dimmed(colour, share):
    """The colour, darker by a share: night takes some of every colour."""
    return tuple(round(part * (1 - share)) for part in colour)


def pharos():
    """1464 x 1176: the tower of Alexandria in three storeys (square, eight-sided, round) at dusk."""
    size = (2928, 2352)
    rose = mixed(RED, PAPER, 0.35)
    picture = gradient(size, [
        (0.0, mixed(NIGHT, "000000", 0.15)), (0.35, mixed(NIGHT, SLATE, 0.6)), (0.6, rose), (0.72, rgb(LAMP)),
        (0.779, mixed(LAMP, PAPER, 0.5)), (0.7791, mixed(SEA, LAMP, 0.15)), (0.86, mixed(SEA, NIGHT, 0.45)),
        (1.0, mixed(SEA, NIGHT, 0.85))])
    centre = 1700
    draw_island(ImageDraw.Draw(picture), centre)
    square, octagon = (0.62, 1.0), (0.24, 0.7, 1.0)
    draw_storey(picture, centre, (1130, 1850), (330, 290), square)
    draw_storey(picture, centre, (730, 1060), (190, 165), octagon)
    draw_storey(picture, centre, (500, 660), (105, 95), tuple(step / 24 for step in range(1, 25)))
    draw = ImageDraw.Draw(picture)
    shadow = mixed(SAND, NIGHT, 0.82)
    for row in range(4):
        for column in (-210, -120, -30, 60, 160, 235):
            x, y = centre + column, 1230 + row * 150
            draw.rounded_rectangle([x - 14, y, x + 14, y + 62], 14, fill=shadow)
    for column in (-124, -15, 118):
        draw.rounded_rectangle([centre + column - 13, 830, centre + column + 13, 900], 13, fill=shadow)
    picture = add_light(picture, halo_mask(size, (centre, 360), 760, 220), LAMP)
    draw_fire(ImageDraw.Draw(picture), centre, 445)
    for x, y, scale in ((520, 2090, 1.0), (900, 1915, 0.5)):
        draw_sail(ImageDraw.Draw(picture), x, y, scale)
    return grain(picture.resize((1464, 1176), Image.LANCZOS), seed=11, amount=6)


def draw_storey(picture, centre, heights, half_widths, facets):
    """A tapering storey with a ledge on top. `facets` are the right ends of its faces, as shares of the width."""
    draw = ImageDraw.Draw(picture)
    (top, base), (low, high) = heights, half_widths
    left_end = 0.0
    for right_end in facets:
        middle = (left_end + right_end) / 2
        tone = mixed(SAND, NIGHT, 0.08 + 0.68 * abs(middle - 0.3) ** 1.2)
        rim = mixed(SAND, NIGHT, 0.2 + 0.68 * abs(middle - 0.3) ** 1.2)
        a, b, wide = 2 * left_end - 1, 2 * right_end - 1, high + 34
        draw.polygon([(centre + a * high, top), (centre + b * high, top), (centre + b * low, base),
                      (centre + a * low, base)], fill=tone)
        draw.rectangle([centre + a * wide, top - 70, centre + b * wide, top], fill=rim)
        left_end = right_end


def draw_island(draw, centre):
    dice = random.Random(280)
    upper, lower = [], []
    for x in range(centre - 800, 2990, 30):
        rise = min(1.0, (x - centre + 800) / 420)
        upper.append((x, 1960 - 120 * rise ** 0.6 + dice.uniform(-9, 9)))
        lower.append((x, 1966 + 26 * rise + dice.uniform(-5, 5)))
    draw.polygon(upper + lower[::-1], fill=mixed(INK, SLATE, 0.25))
    draw.rectangle([centre - 430, 1800, centre + 430, 1868], fill=mixed(SAND, NIGHT, 0.5))


def draw_fire(draw, centre, base):
    draw.rounded_rectangle([centre - 84, base - 16, centre + 84, base + 14], 12, fill=rgb(INK))
    for width, height, colour in ((74, 250, mixed(RED, LAMP, 0.35)), (52, 185, rgb(LAMP)),
                                  (28, 110, mixed(LAMP, "FFFFFF", 0.7))):
        points = []
        for step in range(41):
            turn = step / 40
            side = math.sin(math.pi * turn) ** 0.75 * width * (1 - turn * 0.35)
            points.append((side + 18 * math.sin(turn * 5), base - 10 - turn * height))
        left = [(centre - x + 36 * math.sin(turn / 41 * 5), y) for turn, (x, y) in enumerate(points)]
        right = [(centre + x, y) for x, y in points]
        draw.polygon(left + right[::-1], fill=colour)


def draw_sail(draw, x, y, scale):
    hull = [(-130, -20), (150, -20), (95, 34), (-85, 34)]
    sail = [(0, -300), (150, -120), (130, -60), (-70, -60)]
    for points, colour in ((sail, mixed(PAPER, LAMP, 0.25)), (hull, rgb(INK))):
        draw.polygon([(x + px * scale, y + py * scale) for px, py in points], fill=colour)
    draw.line([(x, y - 310 * scale), (x, y - 15 * scale)], fill=rgb(INK), width=max(3, int(9 * scale)))
