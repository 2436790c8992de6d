"""The first row of the home screen and its last four, in the places that they have in an incident."""

from __future__ import annotations

from typing import Final

from incidents.events import Event
from reports.cells import cell_width, clip
from reports.format_time import day, hhmmss, local, moment, weekday
from reports.format_value import record_no
from reports.telling import tell
from tui.desk.panel import Help, Menu
from tui.home.entries import Dated, Past, Plan, Running
from tui.home.glimpse import Glimpse, Live
from tui.home.scene import Scene
from tui.home.ui import Text
from tui.lines import Line, between, drawn, first_that_fits, line, note, row

_ZONE: Final = "Asia/Shanghai"
WHOLE: Final = (80, 24)


def zone(scene: Scene) -> str:
    """The site's time zone."""
    site = scene.overview.house.site
    return site.timezone if site is not None else _ZONE


def head(scene: Scene) -> Line:
    """`信访突发事件处置 Drillbook 示例机械公司 总值班室  值班:王岚  03-09 周一 09:12:40`."""
    words, house = scene.words, scene.overview.house
    name = drawn(words.text(house.site.name)) if house.site is not None else ""
    duty = words.sense("home", "On duty: {name}", name=drawn(house.by))
    at = zone(scene)
    dated = [weekday(scene.now, at, words), day(scene.now, at, words, scene.now)]
    time = " ".join([*(reversed(dated) if words.chinese else dated), hhmmss(scene.now, at)])
    titles = [words.sense("home", "Drillbook"), "Drillbook"]
    ways = [(title, f"{duty}  {time}") for title in titles] + [("Drillbook", time)]
    for title, right in ways:
        left = f"{title} {name}" if words.chinese else f"{title}     {name}"
        if cell_width(left) + cell_width(right) + 2 <= scene.width:
            return line(between(left, right, scene.width), "head")
    return line(between(f"Drillbook {name}", hhmmss(scene.now, at), scene.width), "head")


def foot(scene: Scene) -> list[Line]:
    """What the keys do here, what is on disk, the find line, the keys."""
    return [each.fitted(scene.width) for each in (_keys(scene), _stored(scene), _find(scene), _functions(scene))]


def _keys(scene: Scene) -> Line:
    """`回车=继续处置 2026-0309-01                           数字=进入该行(只看, 不记账)`."""
    words = scene.words
    if scene.ui.warning:
        return line(scene.ui.warning, "warning")
    match scene.ui.panel:
        case Text():
            left = words.sense("home", "Up/Down PgUp PgDn=read  Left=back")
            key = scene.registry.key("incident.open")
            return row(left, words.sense("home", "{key}=open this plan NOW", key=key), scene.width)
        case Menu() | Help():
            return line(words.sense("keys", "digit=choose  Left=back  Esc=back"))
    left = _enter(scene)
    ways = [
        words.sense("home", "digit=enter that row (looking records nothing)"),
        words.sense("home", "digit=enter that row"),
    ]
    right = first_that_fits(scene.width - cell_width(left) - 2, ways)
    return row(left, right, scene.width)


def _enter(scene: Scene) -> str:
    words = scene.words
    match scene.here:
        case Running(seen) | Dated(seen=seen) if seen.status == "open":
            return words.sense("home", "Enter=go on with {incident}", incident=seen.id)
        case Past(seen) | Dated(seen=seen):
            return words.sense("home", "Enter=look at {incident}", incident=seen.id)
        case Plan(shelved):
            return words.sense("home", "Enter=read the plan {plan}", plan=shelved.id)
    return ""


def _stored(scene: Scene) -> Line:
    """`09:12:31 已存盘 电话 孙伟(生产一部) 接通, 已在路上                #041 7F3A-91C2`."""
    words = scene.words
    if scene.ui.unstored:
        return line(f"{hhmmss(scene.now, zone(scene))} {scene.ui.unstored}", "overdue")
    if scene.ui.said:
        return line(clip(note(scene.ui.said), scene.width), "warning")
    seen = _shown(scene)
    if seen is None or seen.live is None:
        return line(words.sense("home", "Nothing is being recorded here."), "dim")
    live = seen.live
    at = live.last.recorded
    time = hhmmss(at, seen.zone)
    if local(at, seen.zone).date() != local(scene.now, seen.zone).date():
        time = moment(at, seen.zone, words, scene.now)
    start = words.sense("screen", "{time} on disk  {what}", time=time, what=_told(scene, live))
    return row(start, f"{record_no(seen.version)} {seen.short_head}", scene.width)


def _shown(scene: Scene) -> Glimpse | None:
    """The incident whose last record is shown: the one under the cursor, else the latest under way."""
    if isinstance(scene.here, Running | Dated) and scene.here.seen.live is not None:
        return scene.here.seen
    running = scene.overview.running(scene.now)
    return running[0].seen if running else None


def _told(scene: Scene, live: Live) -> str:
    event: Event = live.last
    return drawn(tell(event, live.plan, scene.words, scene.now))


def _find(scene: Scene) -> Line:
    """`查找> _                                              直接打字=找预案、处置、操作`."""
    words, ui = scene.words, scene.ui
    start = f"{words.sense('screen', 'Find>')} {note(ui.find.text)}_"
    if scene.width < WHOLE[0] or scene.height < WHOLE[1]:
        size = f"{scene.width}x{scene.height}"
        hint = words.sense("screen", "The window is {size}: compact view. At 80x24 everything shows.", size=size)
    elif ui.find.text:
        hint = words.sense("home", "Enter=go there  Esc=drop it")
    else:
        hint = words.sense("home", "type to find a plan, an incident, an action")
    return row(start, hint, scene.width)


def find_caret(scene: Scene) -> int:
    """The column of the caret on the find line."""
    return cell_width(f"{scene.words.sense('screen', 'Find>')} {note(scene.ui.find.text)}")


def _functions(scene: Scene) -> Line:
    """`F1帮助 F2立即启动                                                        Esc菜单`."""
    words = scene.words
    gap = "" if words.chinese else " "
    parts = [f"{a.keys[0].upper()}{gap}{a.short(words)}" for a in scene.registry.footer("home")]
    esc = f"Esc{gap}{scene.registry.by_id['menu'].label(words)}"
    return row(first_that_fits(scene.width, [" ".join(parts)]), esc, scene.width, "keys", 1)
