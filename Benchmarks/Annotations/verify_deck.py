"""Compares a deck with its annotated copy, with tools that Atelier does not use: zipfile, python-pptx, LibreOffice.

    python verify_deck.py BEFORE.pptx AFTER.pptx EXPECTED.json [--pixels]

EXPECTED.json holds what was meant to be written, by slide number and shape id:

    {"slides": {"1": {"alts": {"5": "A bar chart."}, "notes": ["Welcome, everybody."]}}}

An alternative text of "" means that the shape is marked as decorative. Every text in "notes" has to stand in the notes;
stars around words mark italics.
One line of JSON is printed. Needs `pip install python-pptx`; --pixels needs LibreOffice and pdftoppm. Where SCHEMAS names
the schemas of ISO/IEC 29500, what was changed is held against them (office_schema.py).
"""

import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

import office_schema
from pptx import Presentation
from pptx.oxml.ns import qn

ITALICS = re.compile(r"(?<![\w*])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\w*])")
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


def parts(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None, "a damaged entry"
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def packages(before, after):
    old, new = parts(before), parts(after)
    names, contents = [name for name, _ in old], dict(new)
    changed = [name for name, data in old if contents.get(name) != data]
    return {
        "parts": len(old),
        "identical": len(old) - len(changed),
        "changed": changed,
        "added": [name for name, _ in new if name not in names],
        "orderKept": [name for name, _ in new if name in names] == names,
    }


def properties(slide):
    """The non-visual properties of every shape by its id, those in groups and alternatives included."""
    found = {}
    for element in slide.element.iter(qn("p:cNvPr")):
        found.setdefault(int(element.get("id")), element)
    return found


def texts(after, expected):
    wrong, alts, notes = [], 0, 0
    try:
        deck = Presentation(after)
    except ValueError:  # python-pptx reads no slide shows (.ppsx)
        return {"alts": 0, "notes": 0, "wrong": []}
    for number, slide in enumerate(deck.slides, start=1):
        wanted = expected["slides"].get(str(number), {})
        shapes = properties(slide)
        for shape, text in wanted.get("alts", {}).items():
            alts += 1
            element = shapes[int(shape)]
            marks = [mark for mark in element.iter(DECORATIVE) if mark.get("val") in ("1", "true")]
            if (element.get("descr") or "") != text or bool(marks) != (text == ""):
                wrong.append(f"slide {number}, shape {shape}: {element.get('descr')!r} instead of {text!r}")
        read = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
        for text in wanted.get("notes", []):
            notes += 1
            if ITALICS.sub(r"\1", text) not in read.replace("\v", "\n"):
                wrong.append(f"slide {number}: the notes lack {text[:60]!r}")
    return {"alts": alts, "notes": notes, "wrong": wrong}


def pages(path, folder):
    profile = pathlib.Path(folder, "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", folder, path],
        check=True, capture_output=True, timeout=300,
    )
    pdf = pathlib.Path(folder, pathlib.Path(path).stem + ".pdf")
    subprocess.run(["pdftoppm", "-r", "64", pdf, pathlib.Path(folder, "page")], check=True, timeout=300)
    return [hashlib.sha256(page.read_bytes()).hexdigest() for page in sorted(pathlib.Path(folder).glob("page*.ppm"))]


def pixels(before, after):
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        old, new = pages(before, first), pages(after, second)
    same = sum(one == two for one, two in zip(old, new))
    return {"pages": len(old), "equalPages": same if len(old) == len(new) else -1}


before, after, wanted = sys.argv[1:4]
result = packages(before, after)
result.update(texts(after, json.loads(pathlib.Path(wanted).read_text())))
if "SCHEMAS" in os.environ:
    result.update(office_schema.compare(os.environ["SCHEMAS"], dict(parts(before)), dict(parts(after))))
if "--pixels" in sys.argv:
    result.update(pixels(before, after))
print(json.dumps(result))
