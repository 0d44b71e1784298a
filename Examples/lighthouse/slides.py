"""Tools to fill slides: text with its language, pictures, tables, charts, notes, slide numbers."""

import copy
import io

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

FOOTER = "How a lighthouse works"
THEME = {
    "ink": MSO_THEME_COLOR.TEXT_1, "paper": MSO_THEME_COLOR.BACKGROUND_1, "night": MSO_THEME_COLOR.TEXT_2,
    "sand": MSO_THEME_COLOR.BACKGROUND_2, "lamp": MSO_THEME_COLOR.ACCENT_1, "sea": MSO_THEME_COLOR.ACCENT_2,
    "red": MSO_THEME_COLOR.ACCENT_3, "slate": MSO_THEME_COLOR.ACCENT_4, "foam": MSO_THEME_COLOR.ACCENT_5,
}


def add_slide(deck, layout, title, notes=None, numbered=True):
    slide = deck.slides.add_slide(deck.slide_layouts.get_by_name(layout))
    slide.name = title
    write(slide.shapes.title.text_frame, [(0, title)])
    if numbered:
        add_footer_and_number(slide, len(deck.slides))
    if notes:
        write(slide.notes_slide.notes_text_frame, [(0, notes)])
    return slide


def write(frame, paragraphs):
    """Fills a text frame with (level, text) paragraphs in US English."""
    for index, (level, text) in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.level = level
        run = paragraph.add_run()
        run.text = text
        run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_US


def add_footer_and_number(slide, number):
    """python-pptx leaves these to the layout; a slide shows them only when it has its own."""
    for holder in slide.slide_layout.placeholders:
        kind = holder.placeholder_format.type
        if kind not in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            continue
        element = copy.deepcopy(holder._element)
        element.nvSpPr.cNvPr.set("id", str(90 + (kind == PP_PLACEHOLDER.SLIDE_NUMBER)))
        properties = element.find(qn("p:spPr"))
        for child in list(properties):
            properties.remove(child)
        for style in element.find(qn("p:txBody")).find(qn("a:lstStyle")):
            style.getparent().remove(style)
        text = next(element.iter(qn("a:t")))
        text.text = str(number) if kind == PP_PLACEHOLDER.SLIDE_NUMBER else FOOTER
        slide.shapes._spTree.append(element)


def footer_last(slide):
    """Puts the footer and the slide number at the end of the reading order."""
    for shape in list(slide.placeholders):
        if shape.placeholder_format.type in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            slide.shapes._spTree.append(shape._element)


def describe(shape, name, alt_text=None):
    """Names a shape and says, or leaves unsaid, what it shows."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", name)
    properties.attrib.pop("descr", None)
    if alt_text:
        properties.set("descr", alt_text)


def encoded(picture, **options):
    stream = io.BytesIO()
    picture.save(stream, **options)
    stream.seek(0)
    return stream


def paint(shape, fill, line=None):
    for effect in shape._element.iter(qn("a:effectRef")):
        effect.set("idx", "0")
    shape.fill.solid()
    shape.fill.fore_color.theme_color = THEME[fill]
    if line:
        shape.line.color.theme_color = THEME[line]
        shape.line.width = Pt(1)
    else:
        shape.line.fill.background()


def fade(shape, colour, angle):
    """Fills a shape with a colour that fades out in a direction, in degrees clockwise from the right."""
    paint(shape, colour)
    shape.fill.gradient()
    shape.fill.gradient_angle = (360 - angle) % 360
    for stop, position, alpha in zip(shape.fill.gradient_stops, (0.35, 1.0), (100000, 0)):
        stop.position = position
        stop.color.theme_color = THEME[colour]
        tone = stop._gs.find(qn("a:schemeClr"))
        for change in list(tone):
            tone.remove(change)
        etree.SubElement(tone, qn("a:alpha")).set("val", str(alpha))


def place(box):
    return [Inches(value) for value in box]


def add_text(parent, box, text, size, colour, bold=False, heading=False, align=PP_ALIGN.LEFT, anchor=MSO_ANCHOR.TOP):
    shape = parent.add_textbox(*place(box))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = anchor
    write(frame, [(0, text)])
    paragraph = frame.paragraphs[0]
    paragraph.alignment = align
    font = paragraph.runs[0].font
    font.size, font.bold = Pt(size), bold
    font.color.theme_color = THEME[colour]
    if heading:
        font.name = "+mj-lt"
    return shape


def add_card(slide, box, number, heading, detail):
    """A numbered card on the night layout."""
    left, top, width, height = box
    card = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *place(box))
    card.adjustments[0] = 0.06
    paint(card, "paper")
    badge = slide.shapes.add_shape(MSO_SHAPE.OVAL, *place((left + 0.35, top + 0.38, 0.78, 0.78)))
    paint(badge, "lamp")
    write(badge.text_frame, [(0, str(number))])
    badge.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    badge.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    font = badge.text_frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.name = Pt(26), True, "+mj-lt"
    font.color.theme_color = THEME["night"]
    for shape, name in ((card, "Card"), (badge, "Number")):
        describe(shape, f"{name} {number}")
    inner = left + 1.4 if width > 5 else left + 0.35
    first = top + 0.36 if width > 5 else top + 1.5
    room = width - (inner - left) - 0.3
    describe(add_text(slide.shapes, (inner, first, room, 0.5), heading, 24, "night", True), f"Heading {number}")
    describe(add_text(slide.shapes, (inner, first + 0.6, room, height - (first - top) - 0.8), detail, 20, "slate"),
             f"Detail {number}")


def add_table(slide, box, widths, rows):
    """A native table with a heading row. All rows are equally high."""
    frame = slide.shapes.add_table(len(rows), len(widths), *place(box))
    table = frame.table
    table.horz_banding = False
    for column, width in zip(table.columns, widths):
        column.width = Inches(width)
    for y, row in enumerate(rows):
        table.rows[y].height = Emu(Inches(box[3]) // len(rows))
        for x, text in enumerate(row):
            cell = table.cell(y, x)
            write(cell.text_frame, [(0, text)])
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_left = Inches(0.18)
            cell.fill.solid()
            cell.fill.fore_color.theme_color = THEME["night" if y == 0 else "paper" if y % 2 else "sand"]
            font = cell.text_frame.paragraphs[0].runs[0].font
            font.size, font.bold = Pt(20), y == 0 or x == 0
            font.color.theme_color = THEME["paper" if y == 0 else "red" if x == 0 else "ink"]
    return frame


def add_chart(slide, kind, box, categories, series, number_format):
    data = CategoryChartData(number_format=number_format)
    data.categories = categories
    for name, values in series:
        data.add_series(name, values)
    frame = slide.shapes.add_chart(getattr(XL_CHART_TYPE, kind), *place(box), data)
    chart = frame.chart
    chart.font.size = Pt(18)
    chart.font.color.theme_color = THEME["ink"]
    chart.has_title = False
    return frame, chart


def quiet_axes(chart, category_title=None, value_title=None, gridlines=True):
    for axis, title in ((chart.category_axis, category_title), (chart.value_axis, value_title)):
        axis.has_major_gridlines = False
        axis.format.line.color.theme_color = THEME["slate"]
        if title:
            axis.has_title = True
            write(axis.axis_title.text_frame, [(0, title)])
            font = axis.axis_title.text_frame.paragraphs[0].runs[0].font
            font.size, font.bold = Pt(16), False
            font.color.theme_color = THEME["slate"]
    if gridlines:
        chart.value_axis.has_major_gridlines = True
        chart.value_axis.major_gridlines.format.line.color.theme_color = THEME["sand"]


def legend_on_top(chart):
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(18)
