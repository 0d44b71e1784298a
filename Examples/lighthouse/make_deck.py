#!/usr/bin/env python3
"""Draws and writes the example deck, Examples/lighthouse.pptx: "How a lighthouse works".

It needs two packages from PyPI, and the fonts of scripts/packages.txt:

    python3 -m venv .venv
    .venv/bin/pip install -r Examples/lighthouse/requirements.txt
    .venv/bin/python Examples/lighthouse/make_deck.py

The same versions of these packages write the same bytes again.
"""

import datetime
import math
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from pptx import Presentation
from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

import theme
from diagrams import argand_lamp, fresnel_lens
from packing import save
from scenes import night_lighthouse, pharos
from script import NOTES
from slides import (THEME, add_card, add_chart, add_slide, add_table, add_text, describe, encoded, fade, footer_last,
                    legend_on_top, paint, place, quiet_axes, write)

SCENE = {"format": "JPEG", "quality": 92, "subsampling": 0}
DIAGRAM = {"format": "PNG", "optimize": True}


def main():
    deck = Presentation()
    theme.apply_theme(deck)
    for make in (opening, questions, height, horizon, flame, glass, light_kept, rhythm, turning, sums, closing):
        make(deck)
        footer_last(deck.slides[-1])
    properties = deck.core_properties
    properties.title = "How a lighthouse works"
    properties.author = properties.last_modified_by = "Atelier"
    properties.subject = "Height, flame, glass and rhythm"
    properties.keywords = "lighthouse, Pharos, Argand lamp, Fresnel lens, light characteristics"
    properties.language = "en-US"
    properties.revision = 1
    properties.created = properties.modified = datetime.datetime(2026, 1, 1)
    path = Path(__file__).resolve().parent.parent / "lighthouse.pptx"
    save(deck, path)
    print(f"{path}: {len(deck.slides)} slides, {path.stat().st_size:,} bytes")


def opening(deck):
    slide = add_slide(deck, theme.TITLE, "How a lighthouse works", NOTES["opening"], numbered=False)
    write(slide.placeholders[1].text_frame, [(0, "A small lamp, a ring of glass, and thirty kilometers of dark sea")])
    picture = slide.shapes.add_picture(
        encoded(night_lighthouse(), **SCENE), 0, 0, deck.slide_width, deck.slide_height)
    describe(picture, "Night", "A red and white striped lighthouse on a dark headland at night. Its yellow beam "
             "reaches to the left across a starry sky, and its light glitters on the sea.")
    slide.shapes._spTree.insert(2, picture._element)


def questions(deck):
    slide = add_slide(deck, theme.NIGHT_TITLE, "Four questions", NOTES["questions"])
    cards = [
        ("Height", "Why put a fire on a tower at all?"),
        ("Flame", "How do you make a lamp bright and steady?"),
        ("Glass", "How do you send its light to the horizon?"),
        ("Rhythm", "How does a sailor know which light it is?"),
    ]
    for index, (heading, detail) in enumerate(cards):
        box = (0.75 + index % 2 * 6.04, 2.1 + index // 2 * 2.35, 5.79, 2.05)
        add_card(slide, box, index + 1, heading, detail)


def add_illustrated(deck, title, notes, paragraphs, picture, name, alt_text):
    slide = add_slide(deck, theme.PICTURE, title, notes)
    write(slide.placeholders[1].text_frame, paragraphs)
    shape = slide.placeholders[13].insert_picture(picture)
    describe(shape, name, alt_text)


def height(deck):
    add_illustrated(deck, "It began with a fire on a tower", NOTES["height"], [
        (0, "Alexandria, about 280 BC"),
        (1, "More than 100 meters tall"),
        (1, "One of the Seven Wonders"),
        (0, "Stood for some 1,600 years"),
        (1, "Brought down by earthquakes"),
        (0, "Its name lives on"),
        (1, "French “phare”, Italian “faro”"),
    ], encoded(pharos(), **SCENE), "Pharos",
        "A drawing of the Pharos of Alexandria at dusk: a stone tower of three stories, square, eight-sided and "
        "round, with a fire at the top and two sailing boats passing by.")


def horizon(deck):
    slide = add_slide(deck, theme.TITLE_ONLY, "Height buys distance", NOTES["horizon"])
    heights = list(range(10, 101, 10))

    def seen(eye):
        return [round(2.08 * (math.sqrt(lamp) + math.sqrt(eye)), 1) for lamp in heights]

    frame, chart = add_chart(
        slide, "LINE_MARKERS", (0.75, 1.85, 11.83, 4.95), [str(lamp) for lamp in heights],
        [("From a ship’s bridge, eyes 25 m up", seen(25)), ("From a small boat, eyes 3 m up", seen(3))], "0.0")
    describe(frame, "Range of a light by height", "A line chart: the higher the lamp, the farther it is seen, from 10 "
             "nautical miles for a lamp at 10 meters and a small boat to 31 for a lamp at 100 meters and a ship.")
    quiet_axes(chart, "Height of the lamp above the sea, in meters", "Seen from, in nautical miles")
    legend_on_top(chart)
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale, chart.value_axis.major_unit = 0, 35, 5
    chart.value_axis.tick_labels.number_format, chart.value_axis.tick_labels.number_format_is_linked = "0", False
    for series, colour in zip(chart.plots[0].series, ("sea", "red")):
        series.smooth = False
        series.format.line.color.theme_color = THEME[colour]
        series.format.line.width = Pt(4)
        series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 10
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.theme_color = THEME[colour]
        series.marker.format.line.color.theme_color = THEME["paper"]


def flame(deck):
    add_illustrated(deck, "A better flame", NOTES["flame"], [
        (0, "Aimé Argand, Geneva, 1780"),
        (0, "The wick becomes a ring"),
        (1, "Air on both sides of the flame"),
        (0, "A chimney draws the air up"),
        (1, "No flicker, hardly any smoke"),
        (0, "One lamp, six to ten candles"),
    ], encoded(argand_lamp(), **DIAGRAM), "Argand lamp", None)


def glass(deck):
    add_illustrated(deck, "Fresnel’s ring of glass", NOTES["glass"], [
        (0, "Augustin Fresnel, 1822"),
        (1, "Cut a huge lens into rings"),
        (1, "Keep the curves, lose the weight"),
        (0, "First lit in 1823 at Cordouan"),
        (1, "At the mouth of the Gironde"),
        (0, "Prisms catch what the lens would miss"),
    ], encoded(fresnel_lens(), **DIAGRAM), "Fresnel lens",
        "A diagram of a Fresnel lens cut through the middle. Rays fan out from a lamp at the left. Lens rings in the "
        "middle bend them, prisms above and below reflect them, and all leave to the right, level and side by side.")


def light_kept(deck):
    slide = add_slide(deck, theme.TITLE_ONLY, "Almost all the light goes out to sea", NOTES["light_kept"])
    frame, chart = add_chart(slide, "BAR_CLUSTERED", (0.75, 1.95, 11.83, 4.2),
                             ["Fresnel lens", "Flame with mirrors", "Open flame"],
                             [("Share of the light that goes out to sea", [0.83, 0.17, 0.03])], "0%")
    describe(frame, "Light kept", "A bar chart of the share of a lamp's light that goes out to sea: open flame 3 "
             "percent, flame with mirrors 17 percent, Fresnel lens 83 percent.")
    quiet_axes(chart, gridlines=False)
    chart.has_legend = False
    chart.category_axis.tick_labels.font.size = Pt(22)
    chart.category_axis.format.line.fill.background()
    chart.value_axis.visible = False
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 1
    plot = chart.plots[0]
    plot.gap_width = 45
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = "0%", False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size, labels.font.bold = Pt(30), True
    labels.font.color.theme_color = THEME["night"]
    for index, colour in enumerate(("lamp", "foam", "slate")):
        fill = plot.series[0].points[index].format.fill
        fill.solid()
        fill.fore_color.theme_color = THEME[colour]
    describe(add_text(slide.shapes, (0.75, 6.3, 11.83, 0.4), "Figures as lighthouse historians commonly quote them",
                      16, "slate"), "Source")


def rhythm(deck):
    slide = add_slide(deck, theme.TITLE_ONLY, "Every light signs its name", NOTES["rhythm"])
    rows = [
        ("Chart", "Name", "What the sailor sees", "Ten seconds of it"),
        ("F", "Fixed", "A steady light", ""),
        ("Fl", "Flashing", "More dark than light", ""),
        ("Oc", "Occulting", "More light than dark", ""),
        ("Iso", "Isophase", "As much light as dark", ""),
        ("Q", "Quick", "About one flash a second", ""),
    ]
    top, height = 2.0, 4.5
    frame = add_table(slide, (0.75, top, 11.83, height), (1.3, 2.1, 4.1, 4.33), rows)
    describe(frame, "Light characteristics")
    strips = slide.shapes.add_group_shape()
    row_height = height / len(rows)
    patterns = [[(0, 10)], [(0, 1), (5, 6)], [(0, 4), (5, 9)], [(0, 2.5), (5, 7.5)],
                [(second, second + 0.35) for second in range(10)]]
    for index, lit in enumerate(patterns):
        y = top + row_height * (index + 1) + row_height / 2 - 0.15
        bar = strips.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place((8.43, y, 3.97, 0.3)))
        paint(bar, "night")
        describe(bar, f"Dark {rows[index + 1][1]}")
        for start, end in lit:
            flash = strips.shapes.add_shape(
                MSO_SHAPE.RECTANGLE, *place((8.43 + start * 0.397, y, (end - start) * 0.397, 0.3)))
            paint(flash, "lamp")
            describe(flash, f"Lit {rows[index + 1][1]}")
    describe(strips, "Rhythms", "Five strips that show ten seconds of each light, yellow where it is lit and dark "
             "where it is not.")


def turning(deck):
    slide = add_slide(deck, theme.CONTENT, "Turning tons with one finger")
    body = slide.placeholders[1]
    body.left, body.top, body.width, body.height = place((0.75, 2.0, 6.95, 4.6))
    write(body.text_frame, [
        (0, "The rhythm comes from a turning lens"),
        (1, "Each glass panel sweeps one beam around"),
        (0, "A falling weight drove the clockwork"),
        (1, "The keeper wound it up every few hours"),
        (0, "Later lenses floated on mercury"),
        (1, "Since about 1890, a finger can turn tons"),
    ])
    group = slide.shapes.add_group_shape()
    panel = group.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *place((7.88, 1.85, 4.7, 4.9)))
    panel.adjustments[0] = 0.04
    paint(panel, "night")
    x, y = 10.23, 4.05
    for turn in range(4):
        draft = group.shapes.build_freeform(int(Inches(x)), int(Inches(y)), 1.0)
        ends = [(x + 2.5 * math.cos(angle), y + 2.5 * math.sin(angle))
                for angle in (math.radians(turn * 90 + 45 + spread) for spread in (-9, 9))]
        draft.add_line_segments([(int(Inches(a)), int(Inches(b))) for a, b in ends])
        wedge = draft.convert_to_shape()
        fade(wedge, "lamp", turn * 90 + 45)
        describe(wedge, f"Beam {turn + 1}")
    for radius, colour, name in ((0.72, "foam", "Lens"), (0.52, "night", "Inside"), (0.2, "lamp", "Lamp")):
        disc = group.shapes.add_shape(MSO_SHAPE.OVAL, *place((x - radius, y - radius, 2 * radius, 2 * radius)))
        paint(disc, colour)
        describe(disc, name)
    caption = add_text(group.shapes, (7.88, 6.05, 4.7, 0.5), "Four panels, four flashes a turn", 20, "paper",
                       align=PP_ALIGN.CENTER, anchor=MSO_ANCHOR.MIDDLE)
    describe(caption, "Caption")
    describe(group, "Lens from above", "A lens seen from above: a ring of glass around a lamp, with four beams that "
             "leave it in a cross.")


def sums(deck):
    slide = add_slide(deck, theme.CONTENT, "Backup: the sums behind the charts")
    write(slide.placeholders[1].text_frame, [
        (0, "How far a light is seen, in nautical miles"),
        (1, "2.08 × (√ height of the lamp + √ height of the eye), heights in meters"),
        (1, "The factor allows for the air, which bends light a little around the Earth"),
        (0, "One nautical mile is 1,852 meters, about a minute of arc"),
        (0, "How much light is kept: 3, 17 and 83 percent"),
        (1, "Commonly quoted figures; each real lens is a little different"),
    ])
    slide._element.set("show", "0")


def closing(deck):
    slide = add_slide(deck, theme.NIGHT_TITLE, "Three ideas, one light", NOTES["closing"])
    cards = [
        ("Stand high", "Height beats the curve of the Earth."),
        ("Waste nothing", "Glass gathers the rays and sends them level."),
        ("Sign your name", "A rhythm tells the sailor who you are."),
    ]
    for index, (heading, detail) in enumerate(cards):
        add_card(slide, (0.75 + index * 4.04, 2.5, 3.75, 3.2), index + 1, heading, detail)


if __name__ == "__main__":
    main()
