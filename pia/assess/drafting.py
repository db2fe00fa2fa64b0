"""A first deployment.yaml from the answers to a few questions."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from pia.model.text import Language, Text
from pia.resources import resource

QUESTIONS: Mapping[str, Text] = {
    "name": Text("What is proposed (a short name)", "拟上线的项目名称"),
    "description": Text("What it does, in one or two sentences", "用一两句话说明它做什么"),
    "controller": Text("Who is responsible (organisation)", "个人信息处理者（单位名称）"),
    "contact": Text("How can a resident reach it", "居民如何联系"),
    "officer": Text("Data protection officer (empty if none)", "个人信息保护负责人（没有请留空）"),
    "jurisdictions": Text("Whose law applies (eu, uk, cn, us, ca; with commas)", "适用何地法律（eu、cn，逗号分隔）"),
    "path": Text("A data file it uses (path from this folder)", "所用数据文件（相对路径）"),
    "purpose": Text("For which purpose", "处理目的"),
}


def draft(given: Mapping[str, str], language: Language) -> bytes:
    """A commented deployment.yaml with the answers in it.

    Args:
        given: Answers by the keys of `QUESTIONS`; an absent one is empty.
        language: Language of the comments.
    """
    template = (resource("report_templates") / "deployment" / f"{language}.yaml").read_text(encoding="utf-8")
    stem = re.split(r"[/\\]", given.get("path", ""))[-1].rsplit(".", 1)[0]
    values: dict[str, object] = {key: given.get(key, "") for key in QUESTIONS} | {"dataset": stem or "data"}
    values["jurisdictions"] = [part for part in re.split(r"[,，、\s]+", given.get("jurisdictions", "")) if part]
    filled = re.sub(r"@(\w+)@", lambda found: json.dumps(values[found[1]], ensure_ascii=False), template)
    return filled.encode()
