"""A person at a window: finds things by role and name in their language, and does them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Request, expect

from tests.e2e_studio.words import Words

# Machines are loaded, and no test is about time: a minute and a half is for what must come at all.
PATIENCE = 90_000
Name = str | re.Pattern[str]


class Hand:
    """One window, in one language, and who is at it."""

    def __init__(self, page: Page, words: Words, origin: str) -> None:
        self.page = page
        self.words = words
        self.origin = origin
        self.strangers: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._asked)
        page.on("websocket", lambda socket: self._watched(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _asked(self, request: Request) -> None:
        self._watched(request.url)

    def _watched(self, url: str) -> None:
        ours = urlsplit(self.origin).netloc
        if not url.startswith(("data:", "blob:", "about:")) and urlsplit(url).netloc != ours:
            self.strangers.append(url)

    def find(self, role: Any, key: str, *, within: Locator | None = None, **slots: object) -> Locator:
        """What has this role and the name that the catalogue gives it."""
        return (within or self.page).get_by_role(role, name=self.words.like(key, slots))

    def press(self, key: str, *, role: Any = "button", within: Locator | None = None, **slots: object) -> None:
        self.touch(self.find(role, key, within=within, **slots))

    def touch(self, found: Locator) -> None:
        """Press it."""
        found.click()

    def write(self, key: str, text: str, *, within: Locator | None = None) -> None:
        self.enter(self.find("textbox", key, within=within), text)

    def enter(self, field: Locator, text: str) -> None:
        """Write in a field, in the place of what stands there."""
        field.fill(text)

    def tick(self, box: Locator) -> None:
        # What is seen of a box is drawn beside it.
        box.check(force=True)

    def turn_to(self, key: str) -> None:
        """Open a part of a panel."""
        self.press(key, role="tab")

    def act(self, key: str, letter: str) -> None:
        """Do what a button of this name and this key both do: here, by the button."""
        self.press(key)

    def set_words(self, key: str) -> None:
        """End what is being written: here, by its button."""
        self.press(key)

    def select(self, list_key: str, option: Name) -> None:
        """Choose in a list that opens."""
        self.touch(self.page.get_by_role("button", name=self.words.like(list_key, whole=False)))
        self.touch(self.page.get_by_role("option", name=option))

    def on_idea(self, row: Locator, key: str, letter: str) -> None:
        """Decide on an idea."""
        self.press(key, within=row)

    def sees(self, role: Any, key: str, *, within: Locator | None = None, **slots: object) -> Locator:
        """Wait until it is seen."""
        found = self.find(role, key, within=within, **slots).first
        expect(found).to_be_visible()
        return found

    def go(self, path: str) -> None:
        self.page.goto(f"{self.origin}{path}")

    def hears(self, key: str, **slots: object) -> None:
        """Wait until it was read aloud."""
        said = self.page.locator("output").get_by_text(self.words.like(key, slots))
        expect(said).to_be_attached()

    def is_called(self, name: str) -> None:
        """Say who is here, from the menu."""
        self.press("shell.me.is")
        self.press("shell.me.say", role="menuitem")
        self.write("shell.me.name", name)
        self.press("shell.me.keep")
        self.sees("button", "shell.me.is", name=name)

    def draft(self, number: int, saying: str = "") -> Locator:
        """A draft on the table, by its number and something that its name says besides."""
        kind = re.escape(self.words("table.kinds.draft"))
        name = rf"^(?=.*{kind})(?=.*{re.escape(saying)})(.*, )?{number}[ .]"
        return self.page.get_by_role("option", name=re.compile(name))

    def drafts(self, saying: str) -> dict[int, Locator]:
        """The drafts on the table whose name says something, by their numbers."""
        kind = re.escape(self.words("table.kinds.draft"))
        found = self.page.get_by_role("option", name=re.compile(f"^(?=.*{kind}).*{re.escape(saying)}"))
        numbers = [int(re.findall(r"\d+", text)[0]) for text in found.all_inner_texts()]
        return {number: self.draft(number) for number in numbers}

    def pick(self, number: int) -> None:
        """Press on a draft, all of the table in sight."""
        self.press("table.view.all")
        self.draft(number).click()

    def pick_two(self) -> None:
        """The first two drafts."""
        self.pick(1)
        self.draft(2).click(modifiers=["Shift"])

    def waits_for(self, job: str) -> None:
        """Wait until a job of this kind is no longer under way."""
        expect(self.find("progressbar", f"shell.jobs.{job}")).to_have_count(0)

    def note(self, words: str) -> Locator:
        said = re.escape(self.words("table.cards.note"))
        return self.page.get_by_role("option", name=re.compile(f"^(?=.*{said}).*{re.escape(words)}"))
