"""A person at a window who has no pointer: Tab to what is wanted, arrows within a list, Enter, letters."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.e2e_studio.hand import Hand, Name
from tests.e2e_studio.words import Words

# More stops of Tab than a page has, more cards than a table has, more choices than a list has.
STOPS, CARDS, CHOICES = 250, 160, 40
# Where the focus is, beside what is wanted: there, before or after it in a list that one stop of Tab goes to, or away.
WHERE = """wanted => {
    const here = document.activeElement;
    if (here === wanted || wanted.contains(here)) return "there";
    const list = wanted.closest("[role=toolbar],[role=radiogroup],[role=tablist],[role=grid],[role=listbox]");
    if (list === null || !list.contains(here)) return "away";
    return here.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_FOLLOWING ? "before" : "after";
}"""
ARROWS = {"before": "ArrowRight", "after": "ArrowLeft"}
# A press of a pointer is heard by every page that is opened, and remembered by the window through its own name.
NO_POINTER = """window.addEventListener("pointerdown", () => (window.name = "pointed"), true);"""


class KeyHand(Hand):
    """The same person's deeds, each by keys alone."""

    def __init__(self, page: Page, words: Words, origin: str) -> None:
        super().__init__(page, words, origin)
        page.add_init_script(NO_POINTER)

    @property
    def pointed(self) -> bool:
        """Whether a pointer was pressed all the same."""
        return bool(self.page.evaluate("window.name === 'pointed'"))

    def reach(self, wanted: Locator) -> None:
        """Tab until it has the focus; arrows where a list is one stop."""
        expect(wanted).to_be_visible()
        keys = self.page.keyboard
        for _ in range(STOPS):
            # While a list hangs open over it, the rest is not there for whoever listens.
            where = wanted.evaluate(WHERE) if wanted.count() > 0 else "away"
            if where == "there":
                return
            here = self.page.evaluate_handle("document.activeElement")
            if where in ARROWS:
                keys.press(ARROWS[where])
            if where == "away" or self.page.evaluate("before => before === document.activeElement", here):
                keys.press("Tab")
        raise AssertionError(f"not reached by Tab: {wanted}")

    def touch(self, found: Locator) -> None:
        self.reach(found)
        self.page.keyboard.press("Enter")

    def enter(self, field: Locator, text: str) -> None:
        self.reach(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def tick(self, box: Locator) -> None:
        # The box itself has no size: what is beside it is seen, the box is what Tab comes to.
        expect(box).to_be_attached()
        for _ in range(STOPS):
            if box.evaluate("wanted => wanted === document.activeElement"):
                break
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def turn_to(self, key: str) -> None:
        self.reach(self.find("tab", key))

    def act(self, key: str, letter: str) -> None:
        self.page.keyboard.press(letter)

    def set_words(self, key: str) -> None:
        self.page.keyboard.press("Enter")

    def select(self, list_key: str, option: Name) -> None:
        self.touch(self.page.get_by_role("button", name=self.words.like(list_key, whole=False)))
        wanted = self.page.get_by_role("option", name=option)
        expect(wanted).to_be_visible()
        self.page.keyboard.press("Home")
        for _ in range(CHOICES):
            if wanted.evaluate("option => option === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")

    def on_idea(self, row: Locator, key: str, letter: str) -> None:
        self.reach(row)
        self.page.keyboard.press(letter)

    def pick(self, number: int) -> None:
        """The cards are one stop of Tab; Home and PageDown go through them in reading order."""
        keys = self.page.keyboard
        card = self.draft(number)
        table = self.page.get_by_role("listbox", name=self.words.like("table.canvas_other"))
        for _ in range(STOPS):
            if table.evaluate("table => table.contains(document.activeElement)"):
                break
            keys.press("Tab")
        keys.press("0")
        keys.press("Home")
        for _ in range(CARDS):
            if card.count() == 1 and card.evaluate("card => card === document.activeElement"):
                return
            keys.press("PageDown")
        raise AssertionError(f"draft {number} is not reached")

    def pick_two(self) -> None:
        """The first draft, and with Shift the one to its right."""
        self.pick(1)
        self.page.keyboard.press("Shift+ArrowRight")
