"""One road through rights and money in a real browser: a price, its split, a sheet, a report, a statement, a cent."""

from __future__ import annotations

from pathlib import Path

from tests.api.planted import plant
from tests.e2e_studio.conftest import Opener, serving


def test_a_use_is_priced_shared_and_paid_to_the_cent(tmp_path: Path, opening: Opener) -> None:
    work = plant(tmp_path / "home", drafts=1)[0]
    with serving(tmp_path) as served:
        # Who works in this home is the home's own person in every window.
        served.ask("PUT", "/me", {"name": "Awa Diop"})
        hand = opening(served, "fr")
        hand.go(f"/w/{work}")
        hand.sees("heading", "rights.outcome.refused")

        hand.press("rights.offer.act")
        dialog = hand.page.get_by_role("dialog")
        hand.write("rights.offer.amount", "120,50", within=dialog)
        hand.press("rights.offer.keep", within=dialog)
        hand.sees("heading", "rights.outcome.permitted-with-duties")

        hand.press("rights.sheet.propose")
        dialog = hand.page.get_by_role("dialog")
        hand.write("rights.sheet.shareOf", "90", within=dialog)
        assert hand.find("button", "rights.sheet.keep", within=dialog).is_disabled()
        hand.write("rights.sheet.shareOf", "100", within=dialog)
        hand.press("rights.sheet.keep", within=dialog)
        hand.page.get_by_text(hand.words("rights.sheet.states.signed"), exact=True).first.wait_for()

        report = tmp_path / "octobre.csv"
        report.write_text(f"Ligne;Œuvre;Montant;Devise;Date\n1;{work};10,01;EUR;05/10/2026\n", encoding="utf-8")
        hand.go("/money")
        hand.write("rights.money.usage.source", "boutique")
        hand.page.locator("input[type=file]").set_input_files(report)
        hand.press("rights.money.usage.take")
        hand.page.get_by_text(hand.words("rights.money.usage.next")).wait_for()
        hand.press("rights.money.run.act")
        hand.page.get_by_role("link", name="Awa Diop").first.click()
        hand.page.get_by_role("table").get_by_role("button").first.click()
        hand.page.get_by_role("dialog").get_by_text(hand.words("rights.why.even")).wait_for()
