"""Writes a deck so that equal contents give equal bytes: fixed dates, no leftovers of the template."""

import io
import re
import zipfile

DATE = (2026, 1, 1, 0, 0, 0)
STORED = (".png", ".jpg", ".jpeg", ".xlsx")
APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Atelier</Application><PresentationFormat>Widescreen</PresentationFormat></Properties>"
).encode()


def drop_leftovers(deck):
    """The template brings a thumbnail and printer settings that are not this deck's."""
    package = deck.part.package
    for owner in (package, deck.part):
        relations = owner._rels
        for key in [key for key, relation in relations.items()
                    if relation.reltype.endswith(("/thumbnail", "/printerSettings"))]:
            relations.pop(key)
    for part in package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = APPLICATION


def repacked(archive):
    """The same zip archive with fixed dates; workbooks within it are treated alike."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(".xlsx"):
                content = repacked(content)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(name, DATE)
            entry.create_system = 0
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(STORED) else zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return result.getvalue()


def save(deck, path):
    drop_leftovers(deck)
    stream = io.BytesIO()
    deck.save(stream)
    path.write_bytes(repacked(stream.getvalue()))
