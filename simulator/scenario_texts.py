"""The texts of a scenario: in each language of its title, and none that asks for or names a petitioner.

A drill's crowd is a number. So besides what plans may not ask for (`runbooks.personal`), no text of a scenario names
anybody: who acts is said by role, who comes is said by number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from runbooks.languages import missing_language
from runbooks.personal import label_of_persons
from runbooks.problems import Problem
from runbooks.spots import Spot
from runbooks.texts import Written
from simulator.scenario_reader import ScenarioFile

_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_NAMED: Final = re.compile(
    rf"(?<![由对关基至])[{_SURNAMES}]某(?:某(?![种些个])|(?=[，。、：；\s）说问喊]|$))"
    rf"|(?:名叫|叫做|姓名[:：]?)\s*[{_SURNAMES}][一-龥]{{1,2}}"
    rf"|(?<![由对关基至])[{_SURNAMES}](?:先生|女士|老师傅|大爷|大妈|大姐)"
    r"|\b(?:Mr|Mrs|Ms|Miss)\.?\s+[A-Z][a-z]+|\b(?:named|called)\s+[A-Z][a-z]+"
)
"""Names as drill scripts have them: 张某某, 名叫李强, 王先生, Mr Zhang."""


def check_texts(file: ScenarioFile) -> list[Problem]:
    """Everything that is wrong with the texts of a scenario."""
    languages = tuple(language for language in file.form.title if language)
    problems: list[Problem] = []
    for text in _texts(file.top):
        lacking = missing_language(text, languages) if languages else None
        if lacking is not None:
            problems.append(lacking)
        found = [problem for spot in text.languages().values() if (problem := _persons(spot)) is not None]
        problems += found[:1]
    named = [label_of_persons(spot) for spot in _names(file.top)]
    return problems + [problem for problem in named if problem is not None]


def _persons(spot: Spot) -> Problem | None:
    name = _NAMED.search(spot.node.text)
    return label_of_persons(spot) if name is None else spot.problem("names-a-person", {"found": name[0]})


def _texts(top: Spot) -> Iterator[Written]:
    if top.has("title"):
        yield Written("title", top.key("title"))
    if top.has("about"):
        yield Written("about", top.key("about"))
    for _, _, staff in top.key("staff").entries() if top.has("staff") else []:
        if staff.has("title"):
            yield Written("title", staff.key("title"))
    for inject in _items(top, "injects"):
        if inject.has("says"):
            yield Written("how", inject.key("says"))
    for objective in _items(top, "objectives"):
        if objective.has("title"):
            yield Written("title", objective.key("title"))


def _names(top: Spot) -> Iterator[Spot]:
    yield top.key("scenario")
    for key in ("injects", "objectives"):
        for item in _items(top, key):
            yield item.key("id")
    for _, _, value in top.key("set").entries() if top.has("set") else []:
        if value.node.kind == "scalar":
            yield value


def _items(top: Spot, key: str) -> list[Spot]:
    return top.key(key).items() if top.has(key) else []
