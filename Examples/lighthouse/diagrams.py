"""The two diagrams: an Argand lamp cut open, and the path of light through a Fresnel lens."""

import math

from PIL import Image, ImageDraw

from drawing import add_light, arrow, font, halo_mask
from palette import BRASS, LAMP, NIGHT, PAPER, RED, SAND, SEA, mixed, rgb

SIZE = (2928, 2352)
GLASS, EDGE = mixed(SEA, PAPER, 0.5) + (190,), mixed(SEA, PAPER, 0.85) + (255,)
RAY_END = 1900


def finished(picture):
    return picture.resize((SIZE[0] // 2, SIZE[1] // 2), Image.LANCZOS)


def label(draw, place, text, anchor="lm", colour=PAPER):
    draw.text(place, text, font=font(108), fill=rgb(colour), anchor=anchor)


def pointer(draw, start, end):
    draw.line([start, end], fill=mixed(NIGHT, PAPER, 0.65), width=6)
    draw.ellipse([end[0] - 13, end[1] - 13, end[0] + 13, end[1] + 13], fill=mixed(NIGHT, PAPER, 0.65))


def argand_lamp():
    """1464 x 1176: the burner in section. Air rises inside and outside the ring of flame."""
    picture = Image.new("RGB", SIZE, rgb(NIGHT))
    centre, burner = 1120, 1540
    picture = add_light(picture, halo_mask(SIZE, (centre, 1230), 1000, 190), LAMP)
    draw = ImageDraw.Draw(picture, "RGBA")
    glass = mixed(SEA, PAPER, 0.55)
    outline = [(centre - 190, 240), (centre - 190, 900), (centre - 300, 1080), (centre - 300, burner + 60)]
    mirrored = [(2 * centre - x, y) for x, y in outline[::-1]]
    draw.polygon(outline + mirrored, fill=glass + (34,))
    draw.line(outline, fill=glass, width=20, joint="curve")
    draw.line(mirrored, fill=glass, width=20, joint="curve")
    brass, shade = mixed(BRASS, LAMP, 0.35), mixed(BRASS, NIGHT, 0.3)
    for side in (-1, 1):
        wick = centre + side * 105
        flame = [(wick, 1020), (wick + 46, 1250), (wick + 52, 1390), (wick + 30, 1470), (wick - 30, 1470),
                 (wick - 52, 1390), (wick - 46, 1250)]
        draw.polygon(flame, fill=rgb(LAMP))
        draw.polygon([(wick, 1200), (wick + 24, 1400), (wick, 1465), (wick - 24, 1400)],
                     fill=mixed(LAMP, "FFFFFF", 0.75))
        draw.rectangle([wick - 30, 1465, wick + 30, 1960], fill=mixed(SAND, PAPER, 0.5))
        for y in range(1500, 1950, 44):
            draw.line([(wick - 30, y), (wick + 30, y + 24)], fill=mixed(SAND, BRASS, 0.5), width=6)
        for edge in (-52, 52):
            draw.rectangle([wick + edge - 13, burner, wick + edge + 13, 2010], fill=brass)
        for near, far in ((157, 196), (284, 330)):  # the plate that holds the chimney lets air through
            ends = sorted((centre + side * near, centre + side * far))
            draw.rectangle([ends[0], burner + 60, ends[1], burner + 100], fill=brass)
        draw.rectangle([min(wick - 65, wick + 65), 1960, max(wick - 65, wick + 65), 2020], fill=shade)
        air = mixed(SEA, PAPER, 0.62)
        arrow(draw, (centre + side * 240, 1930), (centre + side * 240, 1200), air, 20)
    arrow(draw, (centre, 2190), (centre, 1640), mixed(SEA, PAPER, 0.62), 20)
    arrow(draw, (centre, 1380), (centre, 1130), mixed(SEA, PAPER, 0.62), 20)
    arrow(draw, (centre, 840), (centre, 420), mixed(RED, LAMP, 0.4), 24)
    for y, tip, text in ((480, (centre + 196, 480), "Glass chimney"), (1180, (centre + 140, 1260), "Ring of flame"),
                         (1640, (centre + 120, 1690), "Hollow wick"), (2130, (centre + 30, 2130), "Fresh air")):
        pointer(draw, (1790, y), tip)
        label(draw, (1830, y), text)
    return finished(picture)


def fresnel_lens():
    """1464 x 1176: the lens cut through the middle. Every ray that meets glass leaves level, to the right."""
    picture = Image.new("RGB", SIZE, rgb(NIGHT))
    lamp, focal = (430, 1176), 900
    picture = add_light(picture, halo_mask(SIZE, lamp, 820, 230), LAMP)
    draw = ImageDraw.Draw(picture, "RGBA")
    for side in (-1, 1):
        for angle in (11, 20, 29):
            refract(draw, lamp, focal, side, angle)
        for angle in (42, 51, 60, 69):
            reflect(draw, lamp, focal * 1.1, side, angle)
    half = focal * math.tan(math.radians(6))
    bulge = [(lamp[0] + focal, lamp[1] - half), (lamp[0] + focal, lamp[1] + half)]
    for step in range(25):
        y = 1 - step / 12
        bulge.append((lamp[0] + focal + 66 + 64 * (1 - y * y), lamp[1] + y * half))
    draw.polygon(bulge, fill=GLASS, outline=EDGE, width=8)
    ray(draw, [lamp, (RAY_END, lamp[1])])
    draw.ellipse([lamp[0] - 44, lamp[1] - 64, lamp[0] + 44, lamp[1] + 64], fill=mixed(LAMP, "FFFFFF", 0.7))
    label(draw, (lamp[0] - 80, lamp[1]), "Lamp", "rm")
    for top, bottom, text in ((220, 540, "Prisms reflect"), (650, 1702, "Lens rings\nbend"),
                              (1812, 2132, "Prisms reflect")):
        x = RAY_END + 110
        draw.line([(x, top), (x + 30, top), (x + 30, bottom), (x, bottom)], fill=EDGE, width=7, joint="curve")
        draw.multiline_text((x + 80, (top + bottom) / 2), text, font=font(108), fill=rgb(PAPER), anchor="lm",
                            spacing=22)
    return finished(picture)


def refract(draw, lamp, focal, side, angle):
    """A ring that bends light: flat within, sloped without, steeper towards the rim."""
    inner, thick, thin = lamp[0] + focal, 140, 136 - 2.6 * angle
    low, high = (focal * math.tan(math.radians(angle + edge)) for edge in (-4.1, 3.9))
    y_low, y_high = lamp[1] + side * low, lamp[1] + side * high
    draw.polygon([(inner, y_low), (inner, y_high), (inner + thin, y_high), (inner + thick, y_low)],
                 fill=GLASS, outline=EDGE, width=8)
    entry = focal * math.tan(math.radians(angle - 0.6))
    depth = (thick + thin) / 2
    leaving = entry + depth * math.tan(math.radians(angle * 0.6))
    ray(draw, [lamp, (inner, lamp[1] + side * entry), (inner + depth, lamp[1] + side * leaving),
               (RAY_END, lamp[1] + side * leaving)])


def reflect(draw, lamp, distance, side, angle):
    """A prism that mirrors light within: its long face halves the angle between the ray in and the ray out."""
    turn = math.radians(angle)
    along = (math.cos(turn), side * math.sin(turn))
    centre = (lamp[0] + distance * along[0], lamp[1] + distance * along[1])
    normal = (1 - along[0], -along[1])
    length = math.hypot(*normal)
    normal = (normal[0] / length, normal[1] / length)
    depth = 90 * (0.7 + 0.55 * math.sin(turn / 2))
    corner = (centre[0] + normal[0] * depth, centre[1] + normal[1] * depth)
    points = [corner]
    for face in ((-along[1], along[0]), (0, 1)):
        reach = depth / -(face[0] * normal[0] + face[1] * normal[1])
        points.append((corner[0] + face[0] * reach, corner[1] + face[1] * reach))
    draw.polygon(points, fill=GLASS, outline=EDGE, width=8)
    ray(draw, [lamp, centre, (RAY_END, centre[1])])


def ray(draw, points):
    draw.line(points[:-1], fill=rgb(LAMP) + (235,), width=9, joint="curve")
    arrow(draw, points[-2], points[-1], rgb(LAMP), 9)
