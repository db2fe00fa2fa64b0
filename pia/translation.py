"""Another tool's assessment -> deployment.yaml with where each part came from; and an assessment as another tool's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pia import __version__, documents, plugins
from pia.errors import DocumentError, Problem
from pia.exchange import Carried, Exchange, Exported, Imported, Left
from pia.exchange._parts import NAME_ASSUMED
from pia.model.assessment import Assessment
from pia.model.deployment import Answer, Deployment
from pia.model.scanned import Tool
from pia.model.text import Language, Strict, Text

_IMPORTED = Text(
    "Imported by pia {version} from {title}: {name}, sha256 {sha256}",
    "由 pia {version} 从 {title} 导入：{name}，sha256 {sha256}",
)
_WRITTEN_BY = Text("Written by: {tool} {version}", "原工具：{tool} {version}")
_SETTLE = Text("To settle, for the file does not say:", "文件未说明、尚待确定：")
_LEFT = Text("Not carried over:", "未能导入：")


@dataclass(frozen=True, slots=True)
class ImportRecord(Strict):
    """What is kept of an import beside the deployment.

    Attributes:
        tool: What imported it.
        format: Id of the format.
        source_tool: The tool that wrote the file.
        source_version: Its version or that of its format, as the file says; empty if it does not.
        file: Name of the file.
        sha256: Digest of the file, in hexadecimal.
        carried: Where each part of the deployment came from.
        left: Fields that hold something and were not carried over.
        to_settle: Keys that the file does not say, and what stands there instead.
    """

    tool: Tool
    format: str
    source_tool: str
    source_version: str
    file: str
    sha256: str
    carried: tuple[Carried, ...]
    left: tuple[Left, ...]
    to_settle: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class Translated:
    """A file of another tool as files of pia.

    Attributes:
        deployment: `deployment.yaml`, with comments.
        record: `deployment.import.json`.
        told: What the record says.
    """

    deployment: bytes
    record: bytes
    told: ImportRecord


def formats() -> Mapping[str, Exchange]:
    """Every exchange format by its id, in alphabetical order."""
    return plugins.load_all("exchange")


def translate(path: Path, format_: str, language: Language) -> Translated:
    """A file of another tool as a deployment and the record of its import.

    Args:
        path: The file: JSON, or YAML by its suffix.
        format_: Id of its format; empty finds it out.
        language: Language of the comments.

    Raises:
        PiaError: It cannot be read, is malformed, or of no known format; or there is no such format.
    """
    loaded = documents.load(path, dict[str, object])
    try:
        exchange: Exchange = plugins.load("exchange", format_) if format_ else _found(loaded.value, str(path))
        read = exchange.read(loaded.value, str(path))
    except RecursionError:
        raise DocumentError(Problem(str(path), "the document is nested too deeply", "Flatten it.")) from None
    if not read.deployment.name:
        settle = (Left("name", NAME_ASSUMED), *read.to_settle)
        read = replace(read, deployment=replace(read.deployment, name=path.stem), to_settle=settle)
    told = ImportRecord(
        tool=Tool("pia", __version__),
        format=exchange.name,
        source_tool=read.tool,
        source_version=read.version,
        file=path.name,
        sha256=loaded.sha256,
        carried=tuple(sorted(set(read.carried))),
        left=read.left,
        to_settle=read.to_settle,
    )
    text = _yaml(read, told, exchange.title, language)
    documents.loads(text, "deployment.yaml", Deployment)
    return Translated(text, documents.dump_json(told), told)


def export(assessment: Assessment, format_: str) -> tuple[bytes, Exported]:
    """An assessment in another tool's format, and what that has no place for.

    Raises:
        PluginError: There is no such format.
    """
    exchange: Exchange = plugins.load("exchange", format_)
    written = exchange.write(assessment)
    return documents.dump_json(dict(written.tree)), written


def _found(tree: object, where: str) -> Exchange:
    known = formats()
    fitting = [exchange for exchange in known.values() if exchange.fits(tree)]
    if len(fitting) != 1:
        what = "this is a file of no known format" if not fitting else "this could be a file of several formats"
        raise DocumentError(Problem(where, what, f"Name one with --format: {', '.join(known)}."))
    return fitting[0]


def _yaml(read: Imported, told: ImportRecord, title: Text, language: Language) -> bytes:
    """The deployment key by key, each below where it came from; what is open and what was left stand in comments."""

    def say(text: Text, **values: str) -> str:
        return text.in_language(language).format(**values)

    name = title.in_language(language)
    head = [
        say(_IMPORTED, version=__version__, title=name, name=told.file, sha256=told.sha256),
        say(_WRITTEN_BY, tool=told.source_tool, version=told.source_version),
        *_listed(say(_SETTLE), told.to_settle, language),
    ]
    parts = [_comment(head)]
    for key, text in documents.dump_yaml_by_key(_short(read.deployment)).items():
        parts.append(_comment(f"{item.to}  <-  {item.field}" for item in told.carried if _top(item.to) == key) + text)
    parts.append(_comment(_listed(say(_LEFT), told.left, language)))
    return "\n".join(part for part in parts if part).encode()


def _listed(title: str, items: Iterable[Left], language: Language) -> list[str]:
    lines = [f"- {item.field}: {item.reason.in_language(language)}" for item in items]
    return [title, *lines] if lines else []


def _top(key: str) -> str:
    return key.partition(".")[0].partition("[")[0]


def _comment(lines: Iterable[str]) -> str:
    """Lines of comment; a name from the file cannot break out of its line."""
    shown = ("".join(item if item.isprintable() else "\N{REPLACEMENT CHARACTER}" for item in line) for line in lines)
    return "".join(f"# {line}".rstrip() + "\n" for line in shown)


def _short(deployment: Deployment) -> Deployment:
    """Answers without a note as the bare option."""
    answers = {
        name: given.value if isinstance(given, Answer) and given == Answer(given.value) else given
        for name, given in deployment.answers.items()
    }
    return replace(deployment, answers=answers)
