"""Turns python-pptx's default template into the deck's own: theme, slide master and five layouts."""

from lxml import etree
from pptx.opc.packuri import PackURI
from pptx.util import Inches

from palette import (BODY_FONT, BRASS, FOAM, HEADING_FONT, INK, LAMP, NIGHT, PAPER, RED, SAND, SEA, SLATE,
                     mixed)

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"

# Where things stand, in inches: left, top, width, height.
TITLE_BOX = (0.75, 0.55, 11.83, 0.95)
BODY_BOX = (0.75, 2.0, 11.83, 4.6)
TEXT_BOX = (0.75, 2.0, 5.35, 4.6)
PICTURE_BOX = (6.48, 1.85, 6.1, 4.9)
FOOTER_BOX = (0.75, 6.95, 7.0, 0.3)
NUMBER_BOX = (11.58, 6.95, 1.0, 0.3)

TITLE, CONTENT, PICTURE, TITLE_ONLY, NIGHT_TITLE = "Title", "Content", "Text and picture", "Title only", "Night"


def apply_theme(deck):
    """Gives the deck its size, theme, master and layouts."""
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    deck.element.find(f"{P}sldSz").attrib.pop("type", None)
    restyle_theme(deck.slide_master.part)
    restyle_master(deck.slide_master)
    names = {0: TITLE, 1: CONTENT, 3: PICTURE, 5: TITLE_ONLY, 2: NIGHT_TITLE}
    layouts = list(deck.slide_layouts)
    for index, layout in enumerate(layouts):
        if index not in names:
            deck.slide_layouts.remove(layout)
    for number, layout in enumerate(deck.slide_layouts, start=1):
        layout.part.partname = PackURI(f"/ppt/slideLayouts/slideLayout{number}.xml")
    for index, name in names.items():
        restyle_layout(layouts[index], name)


def restyle_theme(master_part):
    theme_part = next(rel.target_part for rel in master_part.rels.values() if rel.reltype.endswith("/theme"))
    theme = etree.fromstring(theme_part.blob)
    theme.set("name", "Lighthouse")
    colours = theme.find(f".//{A}clrScheme")
    colours.set("name", "Lighthouse")
    wanted = {
        "dk1": INK, "lt1": PAPER, "dk2": NIGHT, "lt2": SAND, "accent1": LAMP, "accent2": SEA, "accent3": RED,
        "accent4": SLATE, "accent5": FOAM, "accent6": BRASS, "hlink": SEA, "folHlink": SLATE,
    }
    for name, colour in wanted.items():
        entry = colours.find(f"{A}{name}")
        for child in list(entry):
            entry.remove(child)
        etree.SubElement(entry, f"{A}srgbClr").set("val", colour)
    fonts = theme.find(f".//{A}fontScheme")
    fonts.set("name", "Lighthouse")
    for role, face in (("majorFont", HEADING_FONT), ("minorFont", BODY_FONT)):
        entry = fonts.find(f"{A}{role}")
        entry.find(f"{A}latin").set("typeface", face)
        for script in entry.findall(f"{A}font"):
            entry.remove(script)
    theme_part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def parsed(xml):
    return etree.fromstring(xml.replace(">", f" {NAMESPACES}>", 1))


def box_xml(box):
    left, top, width, height = (int(Inches(value)) for value in box)
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def placeholder(number, name, kind, box, prompt, style="", anchor="t"):
    """A placeholder of the master or a layout. `kind` holds the attributes of `<p:ph>`."""
    if 'type="sldNum"' in kind:
        text = ('<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
                '<a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld>')
    else:
        text = f'<a:r><a:rPr lang="en-US"/><a:t>{prompt}</a:t></a:r>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{box_xml(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="{anchor}">'
        f'<a:normAutofit/></a:bodyPr><a:lstStyle>{style}</a:lstStyle><a:p>{text}</a:p></p:txBody></p:sp>'
    )


def colour_xml(name):
    return f'<a:solidFill><a:schemeClr val="{name}"/></a:solidFill>'


def small_style(colour, align):
    return f'<a:lvl1pPr algn="{align}"><a:defRPr sz="1200">{colour_xml(colour)}</a:defRPr></a:lvl1pPr>'


def footer_and_number(first_id, colour):
    return [
        placeholder(first_id, "Footer", 'type="ftr" sz="quarter" idx="11"', FOOTER_BOX, "Footer",
                    small_style(colour, "l"), "ctr"),
        placeholder(first_id + 1, "Slide Number", 'type="sldNum" sz="quarter" idx="12"', NUMBER_BOX, "",
                    small_style(colour, "r"), "ctr"),
    ]


def rectangle(number, name, box, colour):
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{box_xml(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{colour_xml(colour)}'
        '<a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )


def beam(number, points, ground, strength):
    """A wedge of lamplight: a polygon over the whole slide (points in inches) fading into the ground at the left."""
    width, height = int(Inches(13.333)), int(Inches(7.5))
    corners = [f'<a:pt x="{int(Inches(x))}" y="{int(Inches(y))}"/>' for x, y in points]
    path = f"<a:moveTo>{corners[0]}</a:moveTo>" + "".join(f"<a:lnTo>{corner}</a:lnTo>" for corner in corners[1:])
    lit = "".join(f"{part:02X}" for part in mixed(ground, LAMP, strength))
    stops = "".join(f'<a:gs pos="{place}"><a:srgbClr val="{colour}"/></a:gs>'
                    for place, colour in ((0, ground), (100000, lit)))
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Beam"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:custGeom><a:avLst/><a:gdLst/>'
        f'<a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{width}" h="{height}">{path}'
        f'<a:close/></a:path></a:pathLst></a:custGeom><a:gradFill rotWithShape="1"><a:gsLst>{stops}</a:gsLst>'
        '<a:lin ang="0" scaled="0"/></a:gradFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )


def set_shapes(page, shapes, background):
    """Replaces the shapes and the background of a master or layout."""
    content = page._element.find(f"{P}cSld")
    tree = content.find(f"{P}spTree")
    for child in list(tree)[2:]:
        tree.remove(child)
    for shape in shapes:
        tree.append(parsed(shape))
    old = content.find(f"{P}bg")
    if old is not None:
        content.remove(old)
    if background:
        content.insert(0, parsed(f"<p:bg><p:bgPr>{colour_xml(background)}<a:effectLst/></p:bgPr></p:bg>"))


def restyle_master(master):
    set_shapes(master, [
        placeholder(2, "Title", 'type="title"', TITLE_BOX, "Title", anchor="b"),
        placeholder(3, "Text", 'type="body" idx="1"', BODY_BOX, "Text"),
        *footer_and_number(4, "accent4"),
    ], "bg1")
    styles = master._element.find(f"{P}txStyles")
    for name, levels in (("titleStyle", title_levels()), ("bodyStyle", body_levels())):
        old = styles.find(f"{P}{name}")
        styles.replace(old, parsed(f"<p:{name}>{levels}</p:{name}>"))


def title_levels():
    return (
        '<a:lvl1pPr algn="l" rtl="0"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:spcBef><a:spcPct val="0"/></a:spcBef>'
        f'<a:buNone/><a:defRPr sz="3600" b="1" kern="1200">{colour_xml("tx2")}<a:latin typeface="+mj-lt"/>'
        '<a:ea typeface="+mj-ea"/><a:cs typeface="+mj-cs"/></a:defRPr></a:lvl1pPr>'
    )


def body_levels():
    """Five outline levels: size in points, space before, bullet and its colour."""
    levels = [(27, 26, "•", "accent3"), (22, 9, "–", "accent4"), (18, 5, "•", "accent4"), (18, 4, "–", "accent4"),
              (18, 4, "•", "accent4")]
    xml = ""
    for index, (size, before, bullet, colour) in enumerate(levels):
        shade = "tx1" if index == 0 else "accent4"
        indent = int(Inches(0.32))
        tone = colour_xml(shade) if index == 0 else (
            f'<a:solidFill><a:schemeClr val="{shade}"><a:lumMod val="80000"/></a:schemeClr></a:solidFill>')
        xml += (
            f'<a:lvl{index + 1}pPr marL="{indent * (index + 1)}" indent="-{indent}" algn="l" rtl="0">'
            f'<a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="{before * 100}"/></a:spcBef>'
            f'<a:buClr><a:schemeClr val="{colour}"/></a:buClr><a:buFont typeface="{BODY_FONT}"/>'
            f'<a:buChar char="{bullet}"/><a:defRPr sz="{size * 100}" kern="1200">{tone}<a:latin typeface="+mn-lt"/>'
            '<a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>'
            f'</a:lvl{index + 1}pPr>'
        )
    return xml


def light_title(number):
    return placeholder(number, "Title", 'type="title"', TITLE_BOX, "Title", anchor="b")


def plain(size, colour):
    """First-level text without a bullet."""
    return (f'<a:lvl1pPr marL="0" indent="0"><a:buNone/><a:defRPr sz="{size}">{colour_xml(colour)}</a:defRPr>'
            '</a:lvl1pPr>')


def restyle_layout(layout, name):
    layout.name = name
    layout._element.attrib.pop("preserve", None)
    if name in (PICTURE, NIGHT_TITLE):  # not what the template's types of these layouts promise
        layout._element.attrib.pop("type", None)
    rule = rectangle(20, "Rule", (0.75, 1.62, 0.9, 0.055), "accent1")
    daylight = [beam(21, [(13.333, 0.42), (0, -0.5), (0, 1.5)], PAPER, 0.3), rule]
    if name == TITLE:
        heading = f'<a:lvl1pPr><a:defRPr sz="5400">{colour_xml("bg1")}</a:defRPr></a:lvl1pPr>'
        set_shapes(layout, [
            placeholder(2, "Title", 'type="ctrTitle"', (0.75, 2.45, 8.0, 1.95), "Title", heading, "b"),
            placeholder(3, "Subtitle", 'type="subTitle" idx="1"', (0.75, 4.65, 7.2, 0.9), "Subtitle",
                        plain(2400, "bg2")),
        ], "tx2")
    elif name == CONTENT:
        set_shapes(layout, daylight + [
            light_title(2), placeholder(3, "Text", 'idx="1"', BODY_BOX, "Text"),
            *footer_and_number(4, "accent4")], "bg1")
    elif name == PICTURE:
        set_shapes(layout, daylight + [
            light_title(2),
            placeholder(3, "Text", 'type="body" sz="half" idx="1"', TEXT_BOX, "Text"),
            placeholder(6, "Picture", 'type="pic" idx="13"', PICTURE_BOX, "Picture", plain(1800, "accent4")),
            *footer_and_number(4, "accent4")], "bg1")
    elif name == TITLE_ONLY:
        set_shapes(layout, daylight + [light_title(2), *footer_and_number(4, "accent4")], "bg1")
    else:
        heading = f'<a:lvl1pPr><a:defRPr>{colour_xml("bg1")}</a:defRPr></a:lvl1pPr>'
        set_shapes(layout, [
            beam(21, [(13.333, 0.42), (0, 0.9), (0, 6.6)], NIGHT, 0.34), rule,
            placeholder(2, "Title", 'type="title"', TITLE_BOX, "Title", heading, "b"),
            *footer_and_number(4, "accent5")], "tx2")
