"""`drillbook card` on paper: one page of A4 that can be read from where the telephone stands, in both languages."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from drillbook.plans import lived
from reports.card_fit import SMALLEST
from runbooks.shelf import Library
from tests.drillbook.terminal import Terminal

BROWSER = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), "")
PLANS = tuple(lived(None))
LONGEST = "company-six-stage"
MEASURE = """<script>addEventListener("load", () => {
  const main = document.querySelector("main"), back = document.querySelector(".back");
  const sizes = [...main.querySelectorAll("*")].map(one => parseFloat(getComputedStyle(one).fontSize) * 0.75);
  const top = main.getBoundingClientRect().top;
  const end = back ? back.getBoundingClientRect().top : main.getBoundingClientRect().bottom;
  document.title = [Math.min(...sizes), main.scrollWidth - main.clientWidth, (end - top) / 96 * 25.4].join(" ");
});</script></body>"""
"""The smallest letters in points, what sticks out at the right, the height of the first page in millimetres."""


def full_site(people: int) -> str:
    """Everybody whom any plan names, with deputies, an extension and a mobile telephone each; levels are in force."""
    surnames, lines = "王李陈刘赵周孙吴郑钱蒋沈", []
    for n, role in enumerate(sorted(Library().names("roles"))):
        held = (
            f'{{name: {surnames[(n + k) % 12]}志强, tel: ["80{n:02}", "139-0000-{100 * n + k:04}"]}}'
            for k in range(people)
        )
        lines.append(f"  {role}: [{', '.join(held)}]")
    name = "site: {zh: 示例机械有限公司 总值班室, en: Example Machinery duty room}"
    return "\n".join([name, 'call-back: "021-5555-8100"', "overlays: [graded-response]", "people:", *lines, ""])


def chromium(*options: str, page: Path) -> str:
    call = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1000,1400", *options, page.as_uri()]
    return subprocess.run(call, capture_output=True, timeout=120, check=True, text=True, encoding="utf-8").stdout


def printed(folder: Path, plan: str, lang: str, people: int, monkeypatch: pytest.MonkeyPatch, capsys) -> tuple:  # type: ignore[no-untyped-def, type-arg]
    """Pages, smallest letters, what sticks out, height of the front; and the page itself."""
    terminal = Terminal(folder, monkeypatch, capsys, lang)
    (folder / "site.yaml").write_text(full_site(people), encoding="utf-8")
    code, said = terminal.run("card", plan, "-o", "card.html")
    assert code == 0, said
    text = (folder / "card.html").read_text(encoding="utf-8")
    # on paper there are no margins of a screen
    seen = text.replace("@media screen", "@media speech").replace("</body>", MEASURE)
    (folder / "measured.html").write_text(seen, encoding="utf-8")
    title = re.search("<title>(.*?)</title>", chromium("--dump-dom", page=folder / "measured.html"))
    assert title is not None
    smallest, out, height = (float(value) for value in title[1].split())
    sheet = folder / "card.pdf"
    chromium("--no-pdf-header-footer", f"--print-to-pdf={sheet}", page=folder / "card.html")
    pages = len(re.findall(rb"/Type\s*/Page\b", sheet.read_bytes()))
    return pages, smallest, out, height, text


pytestmark = pytest.mark.skipif(not BROWSER, reason="needs Chromium")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "plan", [pytest.param(plan, marks=() if plan == LONGEST else pytest.mark.full) for plan in PLANS]
)
def test_one_page_that_can_be_read(plan, lang, tmp_path, monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def]
    pages, smallest, out, height, _ = printed(tmp_path, plan, lang, 3, monkeypatch, capsys)
    assert pages == 1
    assert smallest >= SMALLEST - 0.01
    assert out <= 0
    assert height <= 297 - 10


def test_with_too_much_to_say_the_telephones_go_on_the_back_and_the_front_says_so(  # type: ignore[no-untyped-def]
    tmp_path, monkeypatch, capsys
) -> None:
    pages, smallest, out, height, text = printed(tmp_path, LONGEST, "en", 6, monkeypatch, capsys)
    assert pages == 2
    assert smallest >= SMALLEST - 0.01
    assert out <= 0
    assert height <= 297 - 10
    front, back = text.split('<div class="back">')
    assert ("on the back" in front, "139-0000" in front, "139-0000" in back) == (True, False, True)
