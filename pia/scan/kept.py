"""The automata of the shipped forms, taught once on a machine by invented texts and kept in the user's cache folder.

What data teach them is never kept: which way a text leads through an automaton says something about the text.
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np

from pia import __version__, keeping, matching
from pia.distributions import version_of
from pia.documents import write
from pia.errors import DocumentError
from pia.matching.forms import Form
from pia.matching.library import Library
from pia.matching.texts import Texts
from pia.recognizers import Recognizer
from pia.scan.asking import Asking, forms_of
from pia.scan.likely import Likely

_SEED = 20261124
_TIMES = 8
_TEMPLATES = """
# ## ### #### ##### ###### ####### ######## ######### ########## ########### ############ ############# ##############
############### ################ ################# ################## ################### #.# ##.## ###.## -#.# #,###.##
####-##-## ####/##/## ##/##/#### ##.##.#### ####年##月##日 ####-##-##T##:##:## ##:## ##:##:## ##.##.##.## ###.##.#.###
+## ### ### #### +86########### +44########## (###) ###-#### ###-###-#### ###-##-#### 0##-######## 1##########
#################X 9################X 91######AAAAAAAAAA DE#################### AA## #### #### #### A####### AA######
AA#####A AAA-#### 京A##### 沪AA#### xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx xx:xx:xx:xx:xx:xx 0xxxxxxxxx xxxxxxxxxxxxxxxx
aaaa@aaaa.aaa aaa.aaaa##@aaaa.aaaa.aaa https://aaaa.aaa/aaa?a=## aaaa aaaaaaa Aaaaaa AAAA aaa_aaa aaa-## Aaaaa##
字字 字字字 字字字字市字字区字字路##号 字字字字，字字字字字字字。 字字###字字
"""
_SENTENCES = """
aaaa aaa aaaaa, aaa aaaa aa aaaaaa aaa.
Aaaaa Aaaaaa
Aaaa Aaaaaa, aaaa ########### aaa aa.
aaaa aa aaaa@aaaa.aaa aaa #### aaaa; aaa
####-##-## ##:##:##
## Aaaaaa Aaaaaa, Aaaaaa, AA #####
字字字###########字字，字字字字##########字。
"""
_LETTERS = {
    "#": "0123456789",
    "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "a": "abcdefghijklmnopqrstuvwxyz",
    "x": "0123456789abcdef",
    "字": "人民中国市区路号街道社区居委会网格员王李张陈先生女士电话姓名地址登记办理业务情况",
}


def invented() -> Iterator[str]:
    """Texts of the kinds that cells hold; the same every time."""
    rng = random.Random(_SEED)  # noqa: S311 - texts, not secrets
    for template in [*_TEMPLATES.split(), *_SENTENCES.strip().splitlines()]:
        for _ in range(_TIMES):
            yield "".join(rng.choice(_LETTERS.get(character, character)) for character in template)


class Formed(Protocol):
    """What may have forms: recognizers, and searches that they share."""

    @property
    def name(self) -> str:
        """Unique among those that are taught together."""
        ...

    @property
    def needs_header(self) -> bool:
        """Whether it is looked for under some headers only."""
        ...


@lru_cache(maxsize=4)
def kept_asking(recognizers: tuple[Recognizer, ...]) -> Asking:
    """What is known of recognizers' forms, from the cache if it was found out before by the same version of everything.

    It is found out from the forms alone.
    """
    forms = forms_of(recognizers)
    name = f"likely-{_digest(forms)}.bin"
    with suppress(ValueError):
        return Asking(forms, Likely.loads(keeping.kept(name) or b"", len(forms)))
    likely = Likely.learnt(forms)
    keeping.keep(name, likely.dumps())
    return Asking(forms, likely)


@lru_cache(maxsize=4)
def kept_library(recognizers: tuple[Formed, ...]) -> Library:
    """The automata of recognizers' forms, from the cache if they were taught before by the same version of everything.

    What cannot be kept is begun anew every time, and taught by the data alone.
    """
    path = keeping.folder() / f"automata-{_stamp(recognizers)}.bin"
    with suppress(OSError, ValueError):
        return Library.loads(path.read_bytes())
    with suppress(OSError, DocumentError):
        write(path, b"")
        library = taught(recognizers, invented())
        write(path, library.dumps())
        return library
    return Library()


def taught(recognizers: Sequence[Formed], texts: Iterable[str]) -> Library:
    """Automata of recognizers that have read some texts."""
    from pia.matching.search import FilterOf

    library, column = Library(), _column(texts)
    for under_header in (False, True):
        wanted = [one for one in recognizers if one.needs_header is under_header]
        automata = [automaton for one in wanted for automaton in library.automata(_forms(one))]
        FilterOf(automata).run(column)
    return library


def _forms(recognizer: Formed) -> Sequence[Form]:
    forms: Sequence[Form] = () if getattr(recognizer, "hint", None) else getattr(recognizer, "forms", ())
    return forms


def _column(texts: Iterable[str]) -> Texts:
    cells = [text.encode() for text in texts]
    offsets = np.cumsum([0, *map(len, cells)]).astype(np.int32)
    return Texts(np.frombuffer(b"".join(cells) or b"\0", dtype=np.uint8), offsets)


def _stamp(recognizers: Sequence[Formed]) -> str:
    """What the automata depend on: the forms, and the code and the engines that make them."""
    forms = [(one.name, one.needs_header, _forms(one)) for one in recognizers]
    return _digest((forms, list(invented())))


def _digest(depended_on: object) -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(matching.__path__[0]).glob("*.py")):
        digest.update(path.read_bytes())
    digest.update(repr((depended_on, __version__, version_of("regex"), sys.version)).encode())
    return digest.hexdigest()[:32]
