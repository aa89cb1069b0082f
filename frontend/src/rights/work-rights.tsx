import { useTranslation } from "react-i18next";
import { Part } from "../app/pieces";
import { Asking } from "./asking";
import { HoldingsOf } from "./holdings";
import { StandingOf } from "./standing";

/** Of a work’s page: may I use this, under which terms does it stand, and who holds it. */
export function WorkRights({ work, slug }: { work: string; slug: string | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      <Part id="rights" title={t("rights.title")} note={t("rights.note")}>
        <Asking work={work} />
      </Part>
      <Part id="terms" title={t("rights.terms.title")} note={t("rights.terms.note")}>
        <StandingOf work={work} slug={slug} />
      </Part>
      <Part id="shares" title={t("rights.holdings.title")} note={t("rights.holdings.note")}>
        <HoldingsOf work={work} />
      </Part>
    </>
  );
}
