"""The reference of keys, made from the schemas: so it says what the reader takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from drillbook.commands.schema import made
from reports.schema import meaning
from reports.words import Lang

SECTIONS = {
    "Runbook": ("A plan file", "预案文件"),
    "Overlay": ("An overlay file, besides the keys of a plan", "叠加文件, 除预案的键以外"),
    "Source": ("A source", "引用的文件"),
    "Number": ("A number", "一个数"),
    "Role": ("A role; only a title may be written by itself", "一个岗位; 只有名称时可以直接写名称"),
    "Level": ("A level", "一个级别"),
    "Include": ("An include; only a part may be written by itself", "一处引用; 只有 part 时可以直接写名字"),
    "Fact": ("A fact; in a `record` also with its `id`", "一项情况; 写在 `record` 里时还要有 `id`"),
    "Step": ("A step", "一个步骤"),
    "Limit": ("A limit: exactly one of `within`, `by`, `every`", "一项时限: `within`、`by`、`every` 恰好写一个"),
    "Extend": ("An extension", "一次延长"),
    "Change": ("A change", "一处改动"),
    "Site": ("`site.yaml`", "`site.yaml`"),
    "Person": ("A person", "一个人"),
}
HEADS = {"en": ("key", "what stands there", "needed", "meaning"), "zh": ("键", "写什么", "必须", "意思")}
KINDS = {
    "id": ("id", "名字"),
    "typed-id": ("id (ASCII)", "名字 (ASCII)"),
    "text": ("text, or by language", "文字, 可分语言"),
    "condition": ("condition", "条件"),
    "AnyOf": ("`{any: [..]}`", "`{any: [..]}`"),
    "RecordedFact": ("fact", "情况"),
    "Fact": ("fact", "情况"),
    "Limit": ("limit", "时限"),
    "Extend": ("extension", "延长"),
    "Step": ("step", "步骤"),
    "Change": ("change", "改动"),
    "Level": ("level", "级别"),
    "Include": ("include", "引用"),
    "Source": ("source", "文件"),
    "Number": ("number", "数"),
    "Role": ("role", "岗位"),
    "Person": ("person", "人"),
}
IN_LIMITS = ("duration, count or a number's id", "时长、个数或数的名字")
WRITTEN = ("duration or count", "时长或个数")
"""A number is not made of numbers."""


def reference(lang: Lang) -> str:
    """What stands between the marks."""
    parts: dict[str, dict[str, Any]] = {**made("site")["$defs"], **made("runbook")["$defs"]}
    return "\n".join(_section(name, parts, lang) for name in SECTIONS)


def _section(name: str, parts: dict[str, dict[str, Any]], lang: Lang) -> str:
    zh = lang == "zh"
    full = parts[name].get("anyOf", [parts[name]])[-1]
    shared = parts["Runbook"]["properties"] if name == "Overlay" else {}
    lines = [HEADS[lang], ("---",) * 4]
    own = sorted(full["properties"].items(), key=lambda entry: entry[0] != name.lower())
    for key, value in own:
        if key not in shared:
            needed = ("yes", "是")[zh] if key in full.get("required", ()) else ""
            said = meaning(name, key)[0 if zh else 1]
            kind = _kind(value, zh)
            if name in {"Number", "Site"}:
                kind = kind.replace(IN_LIMITS[zh], WRITTEN[zh])
            lines.append((f"`{key}`", kind, needed, said.replace("|", "\\|")))
    rows = "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
    return f"### {SECTIONS[name][zh]}\n\n{rows}"


def _kind(value: dict[str, Any], zh: bool) -> str:
    if "$ref" in value:
        return KINDS[value["$ref"].rpartition("/")[2]][zh]
    if "enum" in value:
        return " ".join(f"`{choice}`" for choice in value["enum"])
    if "const" in value:
        return f"`{value['const']}`"
    if "anyOf" in value:
        return _either(value["anyOf"], zh)
    match value.get("type"):
        case "array":
            return (f"list: {_kind(value['items'], zh)}", f"列表: {_kind(value['items'], zh)}")[zh]
        case "object" if isinstance(value.get("additionalProperties"), dict) or "additionalProperties" not in value:
            inside = value.get("additionalProperties")
            what = _kind(inside, zh) if inside else ("text", "文字")[zh]
            return (f"by id: {what}", f"按名字: {what}")[zh]
        case "object":
            return "`{" + ", ".join(value["properties"]) + "}`"
        case "integer":
            low, high = value.get("minimum"), value.get("maximum")
            bounds = "" if low is None else f" {low}-{high}" if high is not None else f" >= {low}"
            return ("whole number", "整数")[zh] + bounds
        case ["string", "integer"]:
            return IN_LIMITS[zh]
    return ("text", "文字")[zh]


def _either(choices: list[dict[str, Any]], zh: bool) -> str:
    kinds = list(_flat([choice for choice in choices if choice.get("type") != "null"]))
    if "items" in kinds[-1]:
        return ("one or more: ", "一项或几项: ")[zh] + _kind(kinds[-1]["items"], zh)
    return (" or ", " 或 ")[zh].join(dict.fromkeys(_kind(kind, zh) for kind in kinds))


def _flat(choices: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for choice in choices:
        yield from _flat(choice["anyOf"]) if set(choice) == {"anyOf"} else [choice]
