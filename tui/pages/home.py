"""The home screen: what is under way, what falls due, which plans there are, what was; or a plan being read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reports.cells import cell_width
from reports.due_list import WHEN, When
from reports.words import Words
from tui.actions import places
from tui.desk.panel import Help, Menu
from tui.home.entries import Dated
from tui.home.finding import matches
from tui.home.layout import Section, Sheet
from tui.home.reading import folded_lines
from tui.home.scene import Scene
from tui.home.ui import Text
from tui.lines import BLANK, Line, between, drawn, first_that_fits, line, note, rule
from tui.pages.frame import Drawn
from tui.pages.help import keys_list
from tui.pages.home_edges import find_caret, foot, head
from tui.pages.home_rows import entry_rows


def draw(scene: Scene) -> list[Line]:
    """Every row of the screen, each exactly as wide as it is."""
    return home(scene).lines


def home(scene: Scene) -> Drawn:
    """The screen, its caret on the find line."""
    width, height = scene.width, scene.height
    above = [*_small(scene), *_banners(scene), head(scene)]
    below = foot(scene)
    size = max(height - len(above) - len(below), 0)
    body = _body(scene, size)[:size]
    body += [BLANK] * (size - len(body))
    lines = [each.fitted(width) for each in (*above, *body, *below)][:height]
    return Drawn(lines, (max(height - 2, 0), min(find_caret(scene), width - 1)))


def _small(scene: Scene) -> Iterator[Line]:
    if scene.small:
        size = f"{scene.width}x{scene.height}"
        yield line(
            scene.words.sense("home", "{size}: too small. Wider, or: drillbook run PLAN --plain", size=size), "warning"
        )


def _banners(scene: Scene) -> list[Line]:
    texts = [text for banner in scene.ui.banners for text in banner.lines]
    return [line(between(f"!!!! {note(text)}", "!!!!", scene.width), "banner") for text in texts[:2]]


def _body(scene: Scene, size: int) -> list[Line]:
    match scene.ui.panel:
        case Help() as panel:
            return keys_list(scene.words, scene.registry, places("home", "digits"), panel, scene.width, size)
        case Menu():
            return _under(_list(scene, size), _menu(scene), size)
        case Text() as panel:
            return _text(scene, panel, size)
    if scene.ui.find.text:
        return _found(scene)
    return _list(scene, size)


def _under(body: list[Line], panel: list[Line], size: int) -> list[Line]:
    """A panel over the last rows."""
    kept = max(size - len(panel), 0)
    return [*body[:kept], *[BLANK] * (kept - len(body)), *panel]


# -- the lists ------------------------------------------------------------------------------------------


def _list(scene: Scene, size: int) -> list[Line]:
    sheet = scene.sheet
    lines: list[Line] = []
    for section, rows in sheet.parts:
        lines.append(rule(_heading(scene, section, sheet), _remark(scene, section), scene.width))
        lines[-1] = line(lines[-1].text.rstrip("-") + "-" * _missing(lines[-1], scene.width), "bar")
        if section == "open" and sheet.first:
            lines.append(_start(scene))
        group = ""
        for row in rows:
            if sheet.grouped and isinstance(row.entry, Dated) and row.entry.when != group:
                group = row.entry.when
                lines.append(line(f"   {_group(scene, group)}", "heading"))
            here = scene.here is not None and row.entry.key == scene.here.key
            lines += entry_rows(scene, row, here=here)
    if sheet.more:
        lines.append(line(f" 0 {_more(scene, sheet)}"))
    return lines[:size]


def _missing(heading: Line, width: int) -> int:
    return width - cell_width(heading.text.rstrip("-"))


def _heading(scene: Scene, section: Section, sheet: Sheet) -> str:
    words, overview, now = scene.words, scene.overview, scene.now
    on = "" if sheet.first else words.sense("home", " (continued)")
    match section:
        case "running":
            n = len(overview.running(now))
            if n:
                return words.sense("home", "In progress {n}", n=n) + on
            sure = overview.waiting == 0
            return words.sense("home", "Nothing in progress") if sure else words.sense("home", "In progress")
        case "dated":
            return _due(scene, on, grouped=sheet.grouped)
        case "open":
            return words.sense("home", "Open an incident") + on
        case "past":
            return words.sense("home", "Past {n}", n=len(overview.past()) + overview.unread) + on


def _due(scene: Scene, on: str, *, grouped: bool) -> str:
    """`其他到期 4: 已过期限 1, 今天 1, 七天内 2`: how much there is of each, also where its rows have no room."""
    words = scene.words
    dated = scene.overview.dated(scene.now)
    said = words.sense("home", "Also due {n}", n=len(dated))
    if grouped or not dated:
        return said + on
    counted = Counter(entry.when for entry in dated)
    parts = ", ".join(_counted(when, counted[when], words) for when in WHEN if counted[when])
    return first_that_fits(scene.width - len("--  -"), [f"{said}: {parts}{on}", said + on])


def _group(scene: Scene, when: When) -> str:
    return _counted(when, len([one for one in scene.overview.dated(scene.now) if one.when == when]), scene.words)


def _counted(when: When, n: int, words: Words) -> str:
    match when:
        case "over":
            return words.sense("home", "past due {n}", n=n)
        case "today":
            return words.sense("home", "today {n}", n=n)
        case "week":
            return words.sense("home", "next 7 days {n}", n=n)
    return words.sense("home", "later {n}", n=n)


def _remark(scene: Scene, section: Section) -> str:
    """While the journal is being read, how far it is."""
    overview = scene.overview
    if section == "running" and overview.waiting is None:
        return scene.words.sense("home", "reading the journal...")
    left = {"running": overview.waiting, "past": overview.unread}.get(section)
    return scene.words.sense("home", "reading the journal, {n} to go...", n=left) if left else ""


def _more(scene: Scene, sheet: Sheet) -> str:
    at = scene.sheets.index(sheet) + 1
    if len(scene.sheets) <= 2 and sheet.first:
        return scene.words.sense("home", "more")
    return scene.words.sense("home", "more (page {n} of {every})", n=at, every=len(scene.sheets))


def _start(scene: Scene) -> Line:
    """`   F2 = 立即启动默认预案「国企聚集上访快速响应」: 时钟马上开始, 表单以后补`."""
    words, target = scene.words, scene.target
    key = scene.registry.by_id["incident.open"].keys[0].upper()
    if scene.overview.planless:
        return line(f"   {words.sense('home', 'There is no plan that could be opened: drillbook show')}", "heading")
    if not target:
        said = words.sense("home", "{key} = open the plan under the cursor: put the cursor on one first", key=key)
        return line(f"   {said}", "heading")
    title = words.quoted(drawn(scene.overview.title(target)))
    if target == scene.overview.default and scene.overview.unusable:
        said = words.sense(
            "home", "The default plan {plan} cannot be opened: cursor on another one, then {key}", plan=title, key=key
        )
    elif target == scene.overview.default:
        said = words.sense("home", "{key} = open the default plan {plan} NOW; the form can wait", key=key, plan=title)
    else:
        said = words.sense("home", "{key} = open {plan} NOW; the form can wait", key=key, plan=title)
    return line(f"   {said}", "heading")


# -- panels ---------------------------------------------------------------------------------------------


def _menu(scene: Scene) -> list[Line]:
    words = scene.words
    title = f"== {words.sense('menu', 'Menu')}"
    lines = [rule(title, words.sense("menu", "digit=choose  Esc=back"), scene.width, "=")]
    for action in scene.registry.menu("home"):
        key = f"({action.keys[0].upper()})" if not action.keys[0].startswith("escape") else ""
        label = words.sense("home", "Quit") if action.id == "leave" else action.label(words)
        lines.append(line(f"   {action.without_f[1]} {label}  {key}".rstrip()))
    return [*lines, line("=" * scene.width, "bar")]


def _found(scene: Scene) -> list[Line]:
    from tui.home.layout import Row

    words = scene.words
    found = matches(scene.ui.find.text, scene)
    keys = words.sense("find", "Up/Down=choose  Enter=go there")
    lines = [rule(f"== {words.sense('find', 'Found {n}', n=len(found))}", keys, scene.width, "=")]
    chosen = min(scene.ui.find.chosen, len(found) - 1)
    for n, match in enumerate(found):
        if match.entry is not None:
            lines += entry_rows(scene, Row(match.entry, 1, 0), here=n == chosen)
            continue
        label = scene.registry.by_id[match.action].label(words)
        said = f"{'>' if n == chosen else ' '}  {words.sense('find', 'action: {name}', name=label)}"
        lines.append(line(said, "cursor" if n == chosen else "").fitted(scene.width))
    if not found:
        lines.append(line(f"   {words.sense('home', 'nothing by this name')}"))
    return lines


def _text(scene: Scene, panel: Text, size: int) -> list[Line]:
    """A plan, a screenful of it."""
    words = scene.words
    text = folded_lines(scene, panel.plan)
    page = max(size - 1, 1)
    last = min(panel.top + page, len(text))
    where = words.sense("home", "lines {first}-{last} of {n}", first=panel.top + 1, last=last, n=len(text))
    title = f"{panel.plan} {drawn(scene.overview.title(panel.plan))}"
    return [rule(title, where, scene.width), *(line(each) for each in text[panel.top : panel.top + page])]
