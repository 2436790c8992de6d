"""No field of a plan may ask who the petitioners are.

Drillbook records what the organisation did. It keeps no list, grade, file, photograph or forecast of the people who
come with a grievance, so a plan that asks for them is refused: names and numbers of identity, telephone, address,
photographs, family, a risk grade or the state of mind of persons, and the labels that such lists are known by.

What is looked at: the ids, questions, choices and columns of facts, and titles and forms as headings. What is not:
instructions (`how`), which may well say *no personal data*; titles of the documents cited. Facts of the types `person`
and `role` are our own staff, so a question for one must not be about those who come. A question about our own side, or
about a thing, may ask for a name or a telephone number.

The words are a net against habit, not against cunning: those of the sources' own lists of persons, and those of forms
in use. Each group says which kinds of fact could hold such an answer: no yes-or-no can hold a telephone number, but
it can hold a state of mind. In headings a group counts where it says so; the name of a form is read as a heading of
fields, so there every group counts beside a word for persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from runbooks.gather import PlanFile
from runbooks.problems import Problem
from runbooks.spots import Spot
from runbooks.texts import AskedFact, Written, choices, columns, facts, texts

OWN_STAFF = frozenset({"person", "role"})
HEADINGS = frozenset({"title", "role", "level", "step", "form"})


@dataclass(frozen=True, slots=True)
class Group:
    """Words for one kind of personal data. `types`: facts that could hold it.

    `of_persons`: counts only beside a word for persons. `headings`: looked for in headings too.
    `ours`: allowed where the question is about our own side or about a thing.
    """

    about: str
    words: re.Pattern[str]
    types: frozenset[str]
    headings: bool = False
    of_persons: bool = False
    ours: bool = False


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_ANY = frozenset({"yes-no", "count", "choice", "text", "date", "moment", "file", "rows"})
_OPEN = frozenset({"text", "file", "rows"})
_PETITIONERS = (
    r"信访人|信访群众|上访|来访|访民|群众|代表|涉访|聚集人|诉求人",
    r"\b(?:petitioner|visitor|complainant|representative|protester|participant)s?\b|\bcrowd\b",
)
PETITIONERS = _words(*_PETITIONERS)
PERSONS = _words(
    *_PETITIONERS,
    r"人员|个人|当事人|职工|员工|某人|\b(?:persons?|people|individuals?|employees?|workers?)\b",
)
OURS = _words(
    r"本单位|我单位|我方|本公司|我公司|工作人员|值班|承办|责任人|负责人|接报|接警|接待人|记录人|发言人|发布人|部门|单位",
    r"公安|派出所|民警|警车|医院|救护|消防|上级|政府|媒体|工会|律师|节日|会议|文件|表格|地点|会议室|回拨|回电",
    r"领导|组长|主席|主任|班组|项目|接待室|接待窗口|公示|公布|热线|公司(?:的)?(?:邮箱|电话|地址|网站|公众号|账号)",
    r"\b(?:staff|our|own|duty|officer|handler|owner|speaker|leader|department|unit|office|company)s?\b",
    r"\b(?:police|hospital|authority|body|event|festival|meeting|milestone|document|file|form|place|room)s?\b",
    r"\b(?:site|matter|project|plan|report|call-?back|call back|published|hotline|reception|switchboard)s?\b",
    r"\b(?:ambulance|fire engine|lawyer|union|leading group|team|organi[sz]ation|medium|newspaper)s?\b",
)

GROUPS = (
    Group(
        "label",
        _words(
            r"重点人员|重点人头|重点对象|重点群体|重点关注(?:人|对象)|家庭档案|稳控|人员等级|人员分级|人员评级|劝返|黑名单",
            r"高危人员|危险人员|风险人员|包保|缠访|闹访|老上访|老访户|上访专业户|带头的?人|挑头|领头|串联|骨干(?:人员|成员|分子)",
            r"为首(?:者|人员)|谁在煽动|煽动者|幕后|(?:信访|上访|来访)(?:人员?|者|群众)(?:是谁|有谁|都有谁|是哪些人|有哪些人)",
            r"\bkey persons?\b|\bfamily files?\b|\bblack ?list|\bwatch ?list|\bstability control\b|\btroublemakers?\b",
            r"\bringleaders?\b|\binstigat|\bagitators?\b|\bwho is inciting\b|\binciters?\b|\bcore members?\b",
            r"\bhabitual (?:petitioner|visitor|complainant)|\b(?:people|persons?) to watch\b",
            r"\bleaders? of the (?:crowd|protest|visitors|petitioners)\b",
            r"\b(?:person|petitioner|visitor)s?'? (?:risk )?(?:grade|rating|class)",
        ),
        _ANY,
        headings=True,
    ),
    Group(
        "identity",
        _words(
            r"身份证|身份信息|证件号|护照|社保号|社会保障号|户籍|户口|籍贯|人脸|人像|指纹|生物特征|银行卡|银行账",
            r"\bid (?:card|number|no)|\bidentity (?:card|number|document|paper)|\bpassport|\bnational id\b",
            r"\bface recognition|\bfacial\b|\bfingerprint|\bbank (?:card|account)",
        ),
        _ANY,
        headings=True,
    ),
    Group(
        "vehicle",
        _words(r"车牌|车号", r"\bnumber ?plate|\blicen[cs]e plate|\b(?:car|vehicle) (?:number|registration)"),
        _OPEN | {"choice"},
        ours=True,
    ),
    Group(
        "name",
        _words(
            r"姓名|名字|名单|名册|工号|牵头人|组织者|发起人",
            r"\b(?:full |first |last |sur)?names?\b|\brosters?\b|\borgani[sz]ers?\b",
            r"\b(?:staff|employee|personnel) (?:number|no)\b",
        ),
        _OPEN,
        ours=True,
    ),
    Group(
        "history",
        _words(
            r"(?:上访|信访|来访)(?:史|经历|前科)|上访(?:过)?(?:次数|几次|多少次)|几次上访|上访过",
            r"(?:以前|曾经|过去|曾)(?:参加|参与|组织)过?(?:集体)?(?:上访|来访)",
            r"\bpetition(?:ing)? (?:history|record)s?\b|\bpetitioned before\b",
        ),
        _ANY,
    ),
    Group(
        "contact",
        _words(
            r"电话|手机|联系方式|微信|QQ号|邮箱|社交账号|社交媒体|抖音|快手号|微博",
            r"\b(?:tele)?phones?\b|\bmobile\b|\btel\b|\bcontact (?:details|number|data)|\bwechat\b|\be-?mail\b",
            r"\bsocial[ -]media\b|\bdouyin\b|\bweibo\b",
        ),
        _OPEN | {"count"},
        ours=True,
    ),
    Group(
        "address",
        _words(
            r"住址|家庭地址|居住地|住所|地址|宿舍号|门牌|房间号",
            r"\b(?:home )?address(?:es)?\b|\bresidence\b|\bplace of living\b|\bdormitory (?:room|number)",
        ),
        _OPEN,
        ours=True,
    ),
    Group(
        "photo",
        _words(r"照片|相片|拍照|拍摄|肖像|头像|画像", r"\bphoto(?:graph)?s?\b|\bportraits?\b|\bpictures?\b"),
        _OPEN,
        headings=True,
        of_persons=True,
    ),
    Group(
        "family",
        _words(
            r"家庭|家属(?!区|院|楼)|亲属|亲戚|配偶|子女|父母|家人|(?<![大国])家[里中](?!午)",
            r"\bfamil(?:y|ies)\b(?! (?:quarters|housing|block))",
            r"\brelatives?\b|\bspouses?\b|\bhusband\b|\bwife\b|\bchildren\b|\bnext of kin\b",
        ),
        _ANY - {"count"},
    ),
    Group(
        "private",
        _words(
            r"年龄|出生|生日|性别|民族|宗教|信仰|政治面貌|婚姻|病史|健康状况|经济状况|前科",
            r"\bage\b|\b(?:date of )?birth(?:day)?\b|\bgender\b|\bsex\b|\bethnic|\breligio|\bmarital\b",
            r"\bmedical (?:history|record)|\bparty member|\bpolitical (?:status|affiliation)|\bnative place\b",
            r"\b(?:economic|financial) situation of (?:the|a|each) (?:person|petitioner|visitor)|\bcriminal record",
        ),
        _ANY,
    ),
    Group(
        "mind",
        _words(
            r"情绪|心理(?!疏导|咨询|援助|辅导)|思想动态|思想状况|思想状态|思想表现|精神状态|性格",
            r"\bstates? of mind\b|\bmoods?\b|\bemotion(?:s|al)?\b|\bagitated\b|\bmental\b|\bpsycholog|\btemperament\b",
        ),
        _ANY,
    ),
    Group(
        "risk",
        _words(
            r"(?:风险|危险|危害|重点)(?:等级|程度|级别|评级|评分|评估)|[ABC]类人员",
            r"\b(?:risk|danger|threat)[ -]?(?:grade|level|rating|score|class)",
        ),
        _ANY,
        headings=True,
        of_persons=True,
    ),
)


def personal_data(files: Iterable[PlanFile]) -> list[Problem]:
    """Errors for everything in these files that asks for personal data of petitioners."""
    problems: list[Problem] = []
    for file in files:
        for fact in facts(file):
            problems += _fact(fact)
        for text in texts(file):
            if text.use in HEADINGS:
                problems += _heading(text)
    return problems


def label_of_persons(spot: Spot) -> Problem | None:
    """An error for a name or a text, wherever it stands, that bears a heading of such lists."""
    spoken = spot._replace(node=spot.node._replace(text=_spoken(spot.node.text)))
    return _in_heading(spoken, spoken.node.text, form=False)


def _fact(fact: AskedFact) -> list[Problem]:
    kind = fact.spot.key("type").node.text
    asks = list(Written("ask", fact.spot.key("ask")).languages().values())
    context = " ".join([_spoken(fact.id), *(spot.node.text for spot in asks)])
    candidates = [*((spot, spot.node.text) for spot in asks), (fact.key, _spoken(fact.id))]
    find = _petitioner if kind in OWN_STAFF else _found
    problems = [p for spot, words in candidates if (p := find(spot, words, kind, context))][:1]
    for name, key, value in columns(fact.spot):
        column = value.node.text if value.node.kind == "scalar" else "choice"
        find = _petitioner if column in OWN_STAFF else _found
        if problem := find(key, _spoken(name), column, _spoken(name) if column in OWN_STAFF else context):
            problems.append(problem)
    titles = [spot for title in choices(fact.spot) for spot in Written("choice", title).languages().values()]
    return problems + [p for spot in titles if (p := _in_heading(spot, f"{context} {spot.node.text}", form=False))]


def _heading(text: Written) -> list[Problem]:
    form = text.use == "form"
    found = [_in_heading(spot, spot.node.text, form=form) for spot in text.languages().values()]
    return [problem for problem in found if problem is not None][:1]


def _in_heading(spot: Spot, context: str, *, form: bool) -> Problem | None:
    persons = PERSONS.search(context) is not None
    for group in GROUPS:
        match = group.words.search(spot.node.text) if group.headings or form else None
        if match and (persons or (group.headings and not group.of_persons)):
            return _problem(spot, match[0], group)
    return None


def _found(spot: Spot, words: str, kind: str, context: str) -> Problem | None:
    ours = OURS.search(context) is not None and PETITIONERS.search(context) is None
    for group in GROUPS:
        match = group.words.search(words) if kind in group.types else None
        if match is None or (group.ours and ours) or (group.of_persons and not PERSONS.search(context)):
            continue
        return _problem(spot, match[0], group)
    return None


def _petitioner(spot: Spot, words: str, _kind: str, context: str) -> Problem | None:
    """Somebody of ours is asked for: then the question cannot be who those are that come."""
    match = PETITIONERS.search(words)
    if match is not None and not OURS.search(context):
        return spot.problem("personal-data", {"found": match[0], "about": "name"})
    label = GROUPS[0].words.search(words)
    return None if label is None else _problem(spot, label[0], GROUPS[0])


def _problem(spot: Spot, found: str, group: Group) -> Problem:
    return spot.problem("personal-data", {"found": found, "about": group.about})


def _spoken(name: str) -> str:
    """An id as words: `visitor-phone` is asked like `visitor phone`."""
    return re.sub(r"[-_]+", " ", name)
