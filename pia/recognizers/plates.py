"""Vehicle plates of countries whose form is rare among codes; nearly the whole column must have it.

Forms that are common codes elsewhere (three letters and three digits) are left to the header.

Sources: the countries' registration rules: Spain RD 2822/1998 annex XVIII, UK DVLA INF104, Dutch RDW sidecodes, Sweden
TSFS 2015:63, Germany FZV, France arrêté of 9 February 2009, Italy CdS article 100, Russia GOST R 50577, Korea.
"""

from __future__ import annotations

from pia.recognizers import Example, Pattern, PatternRecognizer, phrases

_FORMS: dict[str, tuple[tuple[str, float], ...]] = {
    "spain": ((r"\d{4}[ -]?[BCDFGHJKLMNPRSTVWXYZ]{3}", 0.65),),
    "britain": ((r"[A-Z]{2}\d{2} ?[A-Z]{3}", 0.65),),
    "netherlands": (
        (r"[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}|[A-Z]{3}-\d{2}-[A-Z]", 0.65),
        (r"[A-Z]-\d{2}-[A-Z]{3}|\d{2}-[A-Z]{2}-[A-Z]{2}|[A-Z]{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-[A-Z]{2}", 0.65),
        (r"\d{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-\d{2}|\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d", 0.65),
    ),
    "sweden": ((r"[A-Z]{3} \d{2}[A-Z]", 0.65), (r"[A-Z]{3} \d{3}", 0.3)),
    "germany": ((r"[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} \d{1,4}[EH]?", 0.65),),
    "france": ((r"[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}", 0.65),),
    "italy": ((r"[A-HJ-NPR-TV-Z]{2} ?\d{3} ?[A-HJ-NPR-TV-Z]{2}", 0.65),),
    "poland": ((r"[A-Z]{2,3} \d{4}[A-Z]|[A-Z]{2,3} \d{3}[A-Z]{2}|[A-Z]{3} [A-Z]\d{3}", 0.65), (r"[A-Z]{2} \d{5}", 0.3)),
    "russia": ((r"[АВЕКМНОРСТУХ]\d{3}[АВЕКМНОРСТУХ]{2} ?\d{2,3}", 0.65),),
    "korea": ((r"\d{2,3}[가-힣] ?\d{4}", 0.65),),
}

RECOGNIZERS = tuple(
    PatternRecognizer(
        name=f"plates.{country}",
        entity_type="LICENSE_PLATE",
        patterns=tuple(Pattern(form, score) for form, score in forms),
        context=phrases("plate, plate no, license plate, licence plate, registration, kenteken, matricula, targa"),
        against=phrases("product, model, part, flight, route, course, room, sku, type, color, colour"),
        flags=0,
        whole=True,
        share=0.95,
    )
    for country, forms in _FORMS.items()
)

EXAMPLES = (
    Example("LICENSE_PLATE", "2137 JNJ", True),
    Example("LICENSE_PLATE", "2137 ANJ", False),
    Example("LICENSE_PLATE", "MP76DOB", True),
    Example("LICENSE_PLATE", "ZG-107-R", True),
    Example("LICENSE_PLATE", "QVT 26S", True),
    Example("LICENSE_PLATE", "QVT 263", False),
    Example("LICENSE_PLATE", "B-AB 1234", True),
    Example("LICENSE_PLATE", "AB-123-CD", True),
    Example("LICENSE_PLATE", "12가 3456", True),
)
