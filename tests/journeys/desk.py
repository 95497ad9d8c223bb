"""Somebody's desk: a browser in which pages are read and answered, and every page is looked at closely."""

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, expect

from tests import people
from tests.journeys.words import Words

HEAVIEST = 500_000
AXE_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
WEIGHT = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .map(entry => [entry.encodedBodySize, entry.name])"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
AS_SENT = """form => new URLSearchParams(
    [...new FormData(form)].filter(([name, value]) => typeof value === "string")).toString()"""
SUBMIT = ".buttons button.btn-primary[type=submit]"


class Desk:
    """One browser with one language and one width."""

    def __init__(
        self, context: BrowserContext, base: str, words: Words, *, script: bool = True, shots: Path | None = None
    ) -> None:
        """Open a page and begin to listen."""
        self.script = script
        self.context, self.base, self.words, self.shots = context, base, words, shots
        self.seen: list[str] = []
        self.searched: set[str] = set()
        self.noise: list[str] = []
        self.abroad: list[str] = []
        self._shot = 0
        self.page: Page = context.new_page()
        context.on("request", self._asked)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda fault: self.noise.append(str(fault)))

    # --- going places

    def visit(self, path: str, status: int = 200) -> None:
        """Open a page of the house."""
        self.arrived(self.page.goto(f"{self.base}{path}"), status)

    def press(self, what: str | Locator = SUBMIT, status: int = 200) -> None:
        """Press something that leads to another page."""
        target = self.find(what) if isinstance(what, str) else what
        with self.page.expect_navigation() as gone:
            target.click()
        self.arrived(gone.value, status)

    def sign_in(self, email: str) -> None:
        """Leave whoever was here and come in, in the language of this desk."""
        self.context.clear_cookies()
        self.visit("/sign-in")
        self.enter(email)
        if self.find("html").get_attribute("lang") != self.words.language:
            self.find("header details.menu summary").click()
            self.press(f"header button[name=language][value={self.words.language}]")

    def enter(self, email: str) -> None:
        """Answer the sign-in page that is open."""
        self.answer({"email": email, "password": people.PASSWORD})
        self.press()

    # --- answering

    def answer(self, answers: dict[str, str]) -> None:
        """Fill inputs, choose from lists and tick buttons, by the names of the inputs."""
        for name, text in answers.items():
            self._answer(name, text)

    def typed(self, name: str) -> str:
        """What stands in an input."""
        return self.input(name).input_value()

    def chosen(self, name: str) -> str:
        """Which of some buttons is on."""
        return self.find(f'input[type=radio][name="{name}"]:checked').input_value()

    def input(self, name: str) -> Locator:
        """An input by its name."""
        return self.find(f'main [name="{name}"]:not([type=hidden])')

    def find(self, selector: str) -> Locator:
        """A part of the page."""
        return self.page.locator(selector)

    def as_sent(self, selector: str = "main form.form") -> tuple[str, str, str]:
        """Where a form of this page goes, what it would send, and the cookies that go with it."""
        form = self.find(selector)
        action = form.get_attribute("action")
        cookies = "; ".join(f"{one['name']}={one['value']}" for one in self.context.cookies())
        return f"{self.base}{action}" if action else self.page.url, str(form.evaluate(AS_SENT)), cookies

    # --- looking

    def says(self, *texts: str) -> None:
        """The page shows these texts."""
        for text in texts:
            expect(self.find("main")).to_contain_text(text)

    def says_not(self, *texts: str) -> None:
        """Nowhere on the page."""
        for text in texts:
            expect(self.find("main")).not_to_contain_text(text)

    def case_path(self) -> str:
        """The address of the case that is open."""
        found = re.match(r"/cases/[0-9a-f-]{36}", self.page.url.removeprefix(self.base))
        assert found, self.page.url
        return found[0]

    def calm(self, status: int = 200) -> None:
        """Nothing cries: no console, no other host, no weight, no sideways scrolling; no hurdle on any kind of screen."""
        assert not self.noise, self.noise
        assert not self.abroad, self.abroad
        if not self.script:
            return  # what follows is measured by script; the same pages are measured with it
        weights = self.page.evaluate(WEIGHT)
        assert sum(size for size, _name in weights) < HEAVIEST, weights
        assert self.page.evaluate(TOO_WIDE) <= 0, f"{self.page.url} scrolls sideways"
        if (screen := self._screen(status)) in self.searched:
            return
        self.searched.add(screen)
        hurdles = Axe().run(self.page, options=AXE_RULES).response["violations"]
        found = [(hurdle["id"], [node["html"][:200] for node in hurdle["nodes"]]) for hurdle in hurdles]
        assert not found, (self.page.url, found)

    def _answer(self, name: str, text: str) -> None:
        button = self.find(f'main input[type=radio][name="{name}"][value="{text}"]')
        if button.count():
            button.check()
        elif self.find(f'main select[name="{name}"]').count():
            self.input(name).select_option(text)
        else:
            self.input(name).fill(text)

    def arrived(self, answer: Response | None, status: int) -> None:
        """Look at the page that an address or a button led to."""
        assert answer is not None
        assert answer.status == status, (answer.status, self.page.url, self.find("main").inner_text()[:600])
        told = f"status of {status} "
        self.noise = [line for line in self.noise if status == 200 or told not in line]
        self.seen.append(self.page.content())
        self._photograph()
        self.calm(status)

    def _photograph(self) -> None:
        if self.shots is None:
            return
        self._shot += 1
        name = self._screen(200).replace("/", "_") or "start"
        self.page.screenshot(path=self.shots / f"{self._shot:02d}-{name}.png", full_page=True)

    def _screen(self, status: int) -> str:
        """Which kind of screen this is: its address without references, and how it was answered."""
        path = self.page.url.removeprefix(self.base).partition("?")[0].strip("/")
        return re.sub(r"[0-9a-f-]{36}", "id", path) + (f" {status}" if status != 200 else "")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.base}/", "data:")):
            self.abroad.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.noise.append(f"{message.text} {message.location.get('url', '')}")
