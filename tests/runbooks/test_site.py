"""The site's file: people, numbers, overlays, phrases; and roles that nobody holds."""

from __future__ import annotations

from runbooks.plan import Level, Plan, Role, Step
from runbooks.site import Person, Site, read_site, role_held, roles_without_holder
from tests.runbooks.stories import Told, short


def test_a_site(told: Told) -> None:
    """
    site: {zh: 示例公司, en: Sample company}
    timezone: Asia/Shanghai
    profile: private
    people:
      boss:
        - {name: 王主任, tel: "13800000001", title: {zh: 组长}}
        - {name: 李副主任, tel: ["010-1", "+86 2"]}
      clerk: {name: 张值班}
    numbers: {soon: 8 min, many: 40}
    overlays: []
    default-plan: base
    duty: [张值班, 王主任]
    places: [北门, {zh: 南门, en: South gate}]
    phrases: ["已到场, 秩序正常"]
    call-back: "010-0000-0000"
    """
    found, problems = read_site(told.folder / "plan.yaml")
    assert problems == []
    assert found is not None
    assert found.path == told.folder / "plan.yaml"
    assert found.site == Site(
        name={"zh": "示例公司", "en": "Sample company"},
        timezone="Asia/Shanghai",
        profile="private",
        people={
            "boss": (
                Person("王主任", ("13800000001",), {"zh": "组长"}),
                Person("李副主任", ("010-1", "+86 2")),
            ),
            "clerk": (Person("张值班"),),
        },
        numbers={"soon": "8 min", "many": "40"},
        overlays=(),
        default_plan="base",
        duty=("张值班", "王主任"),
        places=({"": "北门"}, {"zh": "南门", "en": "South gate"}),
        phrases=({"": "已到场, 秩序正常"},),
        call_back="010-0000-0000",
    )
    assert told() == []


def test_what_is_wrong_with_a_site(told: Told) -> None:
    """
    site: S
    timezone: Asia/Shangai
    people:
      boss: [{name: Wang, tel: 13800000001}, {name: "", tel: []}]
      bos: {name: Li, phone: "1"}
    call-back: 010
    profile: privat
    """
    assert told() == [
        '4:28 expected-text given=13800000001 ?"13800000001"',
        "4:49 text-too-short least=1 given=",
        "4:58 too-few least=1 given=[…]",
        "5:19 unknown-key key=phone",
        '6:12 expected-text given=010 ?"010"',
        "7:10 one-of given=privat ?private",
    ]


def test_a_site_that_cannot_be_read(told: Told) -> None:
    """
    - a list
    """
    assert read_site(told.folder / "gone.yaml")[0] is None
    found, problems = read_site(told.folder / "plan.yaml")
    assert (found, [p.code for p in problems]) == (None, ["expected-map"])


def test_zones_that_are_no_zones(told: Told) -> None:
    """
    site: S
    timezone: Asia/Shangai
    == folder.yaml
    site: S
    timezone: Asia
    == empty.yaml
    site: S
    timezone: ""
    == path.yaml
    site: S
    timezone: ../Asia/Shanghai
    """
    assert told("path.yaml") == ["2:11 unknown-timezone given=../Asia/Shanghai ?Asia/Shanghai"]
    assert told() == ["2:11 unknown-timezone given=Asia/Shangai ?Asia/Shanghai"]
    assert [line.split(" ?")[0] for line in told("folder.yaml")] == ["2:11 unknown-timezone given=Asia"]
    assert [line.split(" ?")[0] for line in told("empty.yaml")] == ["2:11 unknown-timezone given="]


def test_names_in_a_site_that_no_file_declares(told: Told) -> None:
    """
    site: S
    people: {bos: [{name: Wang}], boss: [{name: Li}]}
    overlays: [over, ower]
    default-plan: bse
    numbers: {slow: 5 days}
    == over.yaml
    overlay: over
    title: Over
    for: base
    """
    assert told() == [
        "2:10 ~unknown-role given=bos ?boss",
        "3:18 unknown-overlay given=ower ?over",
        "4:15 unknown-runbook given=bse ?base",
    ]


def test_problems_of_the_site_come_with_the_plan_too(told: Told) -> None:
    """
    runbook: p
    title: T
    include: [base]
    steps:
      - {id: look, title: Look, stage: report, role: boss, source: P-1}
    == site.yaml
    site: S
    overlays: [nowhere]
    """
    loaded = told.load(site="site.yaml")
    assert loaded.plan is None
    assert [short(p, "plan.yaml") for p in loaded.problems if p.severity == "error"] == [
        "site.yaml 2:12 unknown-overlay given=nowhere"
    ]


def test_roles_that_nobody_holds() -> None:
    roles = {
        "boss": Role("boss", {}),
        "clerk": Role("clerk", {}),
        "either": Role("either", {}, "staff", ("boss", "deputy")),
        "other": Role("other", {}, "staff", ("clerk", "deputy")),
        "anybody": Role("anybody", {}, "staff", ("any",)),
        "police": Role("police", {}, "outside"),
        "radio": Role("radio", {}, "thing"),
        "idle": Role("idle", {}),
        "told": Role("told", {}),
        "commander": Role("commander", {}),
    }
    acting = ("boss", "clerk", "either", "other", "anybody", "police", "radio", "command")
    step = Step("s", "01", {}, "report", acting, (), tells=("told", "boss"))
    plan = Plan("p", {}, "", (step,), roles=roles, levels=(Level("low", {}, "commander"), Level("high", {})))
    site = Site(people={"boss": (Person("Wang"),), "clerk": ()})
    assert roles_without_holder(plan, site) == ("clerk", "other", "told", "commander")
    assert roles_without_holder(plan, None) == ("boss", "clerk", "either", "other", "told", "commander")


def test_in_which_role_somebody_speaks() -> None:
    """As the one who is asked for if the site or the incident says so; else as whoever they are; else as nobody."""
    roles = ("head", "legal", "either", "board", "clerk")
    plan = Plan(
        "p", {"": "T"}, "", (), roles={r: Role(r, {"": r}, one_of=("head", "legal") * (r == "either")) for r in roles}
    )
    people = {"head": (Person("Liu"), Person("Chen")), "legal": (Person("Zhao"),), "clerk": (Person("Liu"),)}
    site = Site(people=people)

    def spoken(wanted: str, name: str, assigned: dict[str, str] | None = None, at: Site | None = site) -> str:
        return role_held(plan, at, assigned or {}, wanted, name)

    assert [spoken("head", name) for name in ("Liu", "Chen", "Zhao", "Sun")] == ["head", "head", "legal", ""]
    assert [spoken("either", name) for name in ("Chen", "Zhao", "Sun")] == ["head", "legal", ""]
    assert spoken("head", "Sun", {"head": "Sun"}) == "head"
    assert spoken("head", "Liu", {"head": "Sun"}) == "clerk"
    assert spoken("head", "Sun", {"head": "Liu", "board": "Sun"}) == "board"
    assert spoken("board", "Sun") == "board", "nobody is named for it"
    assert spoken("head", "Sun", at=None) == "head"
