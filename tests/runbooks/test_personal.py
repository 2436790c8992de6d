"""No field may ask who the petitioners are; own staff, things and sensible questions pass."""

from __future__ import annotations

from tests.runbooks.stories import Told


def test_fields_that_ask_who_they_are(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    facts:
      visitor-name: {type: text, ask: Who is it}
      who: {type: text, ask: {zh: 来访人姓名, en: Name of the visitor}}
      id-number: {type: count, ask: Number}
      papers: {type: text, ask: 身份证号码}
      calls: {type: text, ask: 联系电话}
      home: {type: text, ask: Home address}
      face: {type: file, ask: 上访人员照片}
      kin: {type: yes-no, ask: 是否通知家属}
      mood: {type: choice, ask: How are they, of: {calm: Calm, angry: Angry}}
      calm: {type: yes-no, ask: 群众情绪是否稳定}
      grade: {type: choice, ask: 人员风险等级, of: {a: A类人员, b: B}}
      kind: {type: choice, ask: Kind, of: {key: 重点人员, other: Other}}
      list: {type: rows, ask: Visitors, of: {name: text, phone: text, claim: text, owner: person}}
      born: {type: date, ask: Date of birth}
    """
    assert told() == [
        "5:3 personal-data found=name about=name",
        "6:31 personal-data found=姓名 about=name",
        "7:3 personal-data found=id number about=identity",
        "8:29 personal-data found=身份证 about=identity",
        "9:28 personal-data found=电话 about=contact",
        "10:27 personal-data found=Home address about=address",
        "11:27 personal-data found=照片 about=photo",
        "12:28 personal-data found=家属 about=family",
        "13:3 personal-data found=mood about=mind",
        "14:29 personal-data found=情绪 about=mind",
        "15:30 personal-data found=风险等级 about=risk",
        "15:46 personal-data found=A类人员 about=risk",
        "16:45 personal-data found=重点人员 about=label",
        "17:42 personal-data found=name about=name",
        "17:54 personal-data found=phone about=contact",
        "18:27 personal-data found=Date of birth about=private",
    ]


def test_a_person_is_one_of_ours(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    facts:
      who: {type: person, ask: 上访人是谁}
      visitor: {type: person, ask: Who is it}
      agitator: {type: person, ask: {zh: 谁在煽动, en: Who}}
      list: {type: rows, ask: Talks, of: {speaker: person, representative: person, claim: text}}
      receives: {type: person, ask: {zh: 哪位领导接待来访群众（本单位人员）, en: Which leader receives the visitors}}
      handler: {type: person, ask: {zh: 承办人, en: Handler}}
      post: {type: role, ask: 由哪个岗位答复}
    """
    assert told() == [
        "5:28 personal-data found=上访 about=name",
        "6:3 personal-data found=visitor about=name",
        "7:38 personal-data found=谁在煽动 about=label",
        "8:56 personal-data found=representative about=name",
    ]


def test_headings_and_forms_that_are_lists_of_persons(told: Told) -> None:
    """
    runbook: p
    title: 重点人员稳控
    include: [base]
    roles:
      team: 劝返工作组
    levels:
      - {id: low, title: {zh: 重点人员到场, en: Key persons on site}}
    steps:
      - {id: a, title: 建立家庭档案, stage: report, role: team, form: 《信访人家庭情况表》, source: P-1}
      - {id: b, title: 查验身份证, stage: report, role: team, form: 《来访人员情绪登记》, source: P-1}
      - {id: c, title: 拍摄来访群众, stage: report, role: team, form: 《重点人员应急处置预案》, source: P-1}
      - {id: d, title: 给来访人员定危险程度, stage: report, role: team, form: Watch list, source: P-1}
    """
    assert told() == [
        "2:8 personal-data found=重点人员 about=label",
        "5:9 personal-data found=劝返 about=label",
        "7:27 personal-data found=重点人员 about=label",
        "9:20 personal-data found=家庭档案 about=label",
        "9:61 personal-data found=家庭 about=family",
        "10:20 personal-data found=身份证 about=identity",
        "10:60 personal-data found=情绪 about=mind",
        "11:20 personal-data found=拍摄 about=photo",
        "11:61 personal-data found=重点人员 about=label",
        "12:20 personal-data found=危险程度 about=risk",
        "12:65 personal-data found=Watch list about=label",
    ]


def test_what_may_be_asked(told: Told) -> None:
    """
    runbook: p
    title: 集体来访处置
    include: [base]
    sources:
      W: {title: 国有企业信访维稳稳控方案, kind: plan}
    roles:
      contact: 信访接待人员
    facts:
      headcount: {type: count, ask: 现场人数}
      family-count: {type: count, ask: 随行家属人数}
      kind-of-people: {type: choice, ask: 人员类别, of: {employees: 员工, customers: 客户}}
      colour: {type: choice, ask: 问题的风险等级, of: {red: 红, green: 绿}}
      risk: {type: choice, ask: Risk level of the issue, of: {red: Red, green: Green}}
      place: {type: text, ask: 地点}
      handler: {type: person, ask: 承办人姓名和电话}
      officer-phone: {type: text, ask: 公安接警电话}
      call-back: {type: text, ask: Call back telephone}
      damage: {type: file, ask: Photographs of the damage}
      called: {type: yes-no, ask: 是否已打电话}
      festivals: {type: rows, ask: Festivals and meetings, of: {name: text, date: date}}
      staff: {type: rows, ask: Staff called, of: {name: person, phone: text, who: role}}
      matter: {type: text, ask: 事项（不填个人信息）}
      representatives: {type: count, max: 5, ask: 代表人数}
      injury: {type: yes-no, ask: Anybody injured}
    steps:
      - id: a
        title: 打电话报告，安抚来访群众情绪
        stage: report
        role: contact
        how: 不登记姓名、身份证、家庭情况；不建重点人员名单
        form: 《信访登记表》
        source: W-1
    """
    assert told() == []


def test_one_problem_for_one_fact_at_the_place_that_asks(told: Told) -> None:
    """
    runbook: p
    title: {zh: 题, en: T}
    facts:
      visitor-phone: {type: text, ask: {zh: 来访人电话, en: Visitor's telephone}}
    """
    (problem,) = told.problems()
    assert (problem.values, problem.where) == ({"found": "电话", "about": "contact"}, "facts.visitor-phone.ask.zh")


def test_facts_written_in_a_record_are_looked_at_too(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base, part]
    steps:
      - {id: a, title: A, stage: report, role: boss, record: [{id: id-card, type: text, ask: Card}], source: P-1}
    change:
      - {step: b, record: [{id: mood, type: text, ask: How}]}
    == part.yaml
    runbook: part
    title: Part
    steps:
      - {id: b, title: B, stage: report, role: boss, source: P-1}
    """
    assert told() == [
        "5:64 personal-data found=id card about=identity",
        "7:29 personal-data found=mood about=mind",
    ]


def test_the_words_of_lists_of_persons_that_plans_of_this_kind_have(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    facts:
      a: {type: text, ask: {zh: 带头人员, en: Ringleaders}}
      b: {type: text, ask: 骨干成员}
      c: {type: text, ask: 串联情况}
      d: {type: yes-no, ask: 是否老上访户}
      e: {type: count, ask: 以前参加过集体上访几次}
      f: {type: text, ask: 来访人员名册}
      g: {type: text, ask: 包保责任人}
      h: {type: text, ask: 来访人抖音号}
      i: {type: text, ask: 家里几口人}
      j: {type: text, ask: 车号}
      k: {type: text, ask: Who is inciting}
      l: {type: text, ask: Petition history}
      m: {type: text, ask: 谁是组织者}
    """
    assert [line.partition("=")[2] for line in told()] == [
        "带头人 about=label",
        "骨干成员 about=label",
        "串联 about=label",
        "老上访 about=label",
        "以前参加过集体上访 about=history",
        "名册 about=name",
        "包保 about=label",
        "抖音 about=contact",
        "家里 about=family",
        "车号 about=vehicle",
        "Who is inciting about=label",
        "Petition history about=history",
        "组织者 about=name",
    ]


def test_our_own_side_and_things_have_names_numbers_and_addresses(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    facts:
      a: {type: text, ask: 信访接待室地址}
      b: {type: text, ask: 公示的投诉电话}
      c: {type: text, ask: 公司邮箱}
      d: {type: text, ask: 领导小组组长姓名}
      e: {type: text, ask: 律师姓名}
      f: {type: text, ask: 救护车车牌}
      g: {type: text, ask: 心理疏导安排}
      h: {type: yes-no, ask: 是否影响家属区用水}
      i: {type: text, ask: File name}
      j: {type: text, ask: Name of the other organisation}
      k: {type: choice, ask: 具体是什么行为, of: {incite: 煽动他人, block: 堵门}}
      l: {type: text, ask: 以前来访时答复过什么}
      m: {type: yes-no, ask: 是否因为承诺的答复日期已过而再次来访}
    """
    assert told() == []


def test_habitual_ways_to_ask_who_came(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    facts:
      a: {type: text, ask: 上访人是谁}
      b: {type: text, ask: 来访群众都有谁}
      c: {type: text, ask: 来访人员身份信息}
      d: {type: text, ask: 带头的人}
      ours: {type: text, ask: 该由谁办}
      post: {type: text, ask: 接待来访的是谁}
    """
    assert told() == [
        "5:24 personal-data found=上访人是谁 about=label",
        "6:24 personal-data found=来访群众都有谁 about=label",
        "7:24 personal-data found=身份信息 about=identity",
        "8:24 personal-data found=带头的人 about=label",
    ]
