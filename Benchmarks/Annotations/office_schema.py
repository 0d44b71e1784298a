"""Holds the parts of an office package against the schemas of ISO/IEC 29500, which are not part of this project.

SCHEMAS names a folder with pml.xsd and what it includes (part 4, transitional), opc-relationships.xsd and
opc-contentTypes.xsd (part 2). They come with the standard, which is free, and with python-pptx's sources (`spec/`).
"""

import pathlib

from lxml import etree

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def find(folder, name):
    return etree.XMLSchema(etree.parse(str(next(pathlib.Path(folder).rglob(name)))))


class Schemas:
    def __init__(self, folder):
        transitional = next(path for path in pathlib.Path(folder).rglob("pml.xsd") if "29500-1" not in str(path))
        self.parts = etree.XMLSchema(etree.parse(str(transitional)))
        self.relationships = find(folder, "opc-relationships.xsd")
        self.types = find(folder, "opc-contentTypes.xsd")

    def schema(self, name):
        if name == "[Content_Types].xml":
            return self.types
        if name.endswith(".rels"):
            return self.relationships
        return self.parts if name.startswith("ppt/") and name.endswith(".xml") else None

    def violations(self, name, data):
        """What is wrong with a part; None when no schema is known for it."""
        schema = self.schema(name)
        if schema is None:
            return None
        root = etree.fromstring(data)
        understood(root)
        # What was taken out must not be there by its namespaces either.
        schema.validate(etree.fromstring(etree.tostring(root)))
        return {error.message for error in schema.error_log}


def understood(root):
    """Leaves what a reader sees that knows no extension (ISO/IEC 29500-3): fallbacks, nothing ignorable."""
    ignorable = {
        element.nsmap[prefix]
        for element in root.iter("*")
        for prefix in element.get(COMPATIBILITY + "Ignorable", "").split()
        if prefix in element.nsmap
    }
    for choice in list(root.iter(COMPATIBILITY + "AlternateContent")):
        parent, fallback = choice.getparent(), choice.find(COMPATIBILITY + "Fallback")
        place = parent.index(choice)
        parent.remove(choice)
        for element in reversed(fallback if fallback is not None else []):
            parent.insert(place, element)
    for element in list(root.iter("*")):
        for name in list(element.attrib):
            space = etree.QName(name).namespace
            if space in ignorable or space == COMPATIBILITY[1:-1]:
                del element.attrib[name]
        if etree.QName(element).namespace in ignorable and element.getparent() is not None:
            element.getparent().remove(element)


def compare(folder, old, new):
    """How many parts of `new` that are not in `old` as they are have a schema, and what in them was not wrong before."""
    schemas, count, wrong = Schemas(folder), 0, []
    for name, data in new.items():
        if old.get(name) == data:
            continue
        found = schemas.violations(name, data)
        if found is None:
            continue
        count += 1
        before = schemas.violations(name, old[name]) if name in old else set()
        wrong += [f"{name}: {message}" for message in sorted(found - before)]
    return {"schemaParts": count, "violations": wrong}
