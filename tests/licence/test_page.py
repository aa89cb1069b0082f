"""What the reference page shows is what the program prints and reads."""

from __future__ import annotations

import json

from oeuvre.licence import Action, all_templates, read_terms, terms_as_dict
from tests.cli.conftest import Command
from tests.cli.conftest import oeuvre as oeuvre
from tests.docs.conftest import DOCS, fences

PAGE = DOCS / "reference/licence.md"
CHECKED, TERMS = (json.loads(block) for block in fences(PAGE, "json"))


def test_the_answer_of_check_is_as_shown(oeuvre: Command) -> None:
    done = oeuvre("licence", "check", "--source", "CC-BY-NC-4.0", "--source", "CC-BY-SA-4.0", "--json", "--lang", "en")
    assert done.value == CHECKED


def test_the_terms_that_are_shown_can_be_read() -> None:
    read = read_terms(TERMS)
    assert read.rule(Action.PRESENT).limits.territories == frozenset({"BE", "FR"})
    assert read_terms(terms_as_dict(read)) == read


def test_every_field_and_template_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    fields = terms_as_dict(read_terms({"actions": {}}))
    for name in fields["derivatives"]:
        assert f"`derivatives.{name}`" in text
    for name in fields["duties"]:
        assert f"`duties.{name}`" in text
    for name in all_templates():
        assert f"`{name}`" in text or name.endswith("3.0")
