import { Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useMe, useWorks } from "../api/queries";
import { Page, Part, Thumb, Waiting } from "../app/pieces";
import { useTitle } from "../app/title";
import { nameOfKind } from "../work/names";
import { useGrants, useReceivables, useSheetsIn, useStanding } from "./api";
import { DefaultParts } from "./holdings";
import { Owed } from "./owed";
import css from "./rights.module.css";
import { SheetPaper } from "./sheets";

/** Of a project: the sheets that wait for whoever is here, all its sheets, and what can be shared. */
export function ProjectRights() {
  const { t } = useTranslation();
  const { slug = "" } = useParams();
  const me = useMe().data?.party?.id;
  const sheets = useSheetsIn(slug);
  const works = useWorks(slug).data ?? [];
  const owed = (useReceivables().data ?? []).filter((one) => works.some((work) => work.id === one.work));
  useTitle(t("rights.project.title"));
  if (sheets.data === undefined) return <Waiting error={sheets.error} again={() => void sheets.refetch()} />;
  const waiting = sheets.data.filter((one) => one.waits_for.some((who) => who.party === me));
  const rest = sheets.data.filter((one) => !waiting.includes(one));
  const held = works.filter((one) => one.kind === "draft" && (one.state === "chosen" || one.state === "kept"));
  return (
    <Page title={t("rights.project.title")} lead={t("rights.project.lead")}>
      {waiting.length > 0 && (
        <Part title={t("rights.project.waiting")}>
          {waiting.map((one) => (
            <SheetPaper key={one.sheet} sheet={one} />
          ))}
        </Part>
      )}
      {held.length > 0 && (
        <Part title={t("rights.project.chosen")} note={t("rights.project.chosenNote")}>
          <ul className={css["shares"]}>
            {held.map((one) => (
              <li key={one.id}>
                <Link href={`/w/${one.id}#shares`}>
                  <Thumb work={one.id} alt="" />
                  <strong>{nameOfKind(t, one)}</strong>
                  <span className={css["small"]}>{t("rights.project.open")}</span>
                </Link>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {held.length > 0 && (
        <Part title={t("rights.project.terms")} note={t("rights.project.termsNote")}>
          <ul className={css["facts"]}>
            {held.map((one) => (
              <TermsOf key={one.id} work={one.id} name={nameOfKind(t, one)} />
            ))}
          </ul>
        </Part>
      )}
      {owed.length > 0 && (
        <Part title={t("rights.project.owed")} note={t("rights.money.owed.headingNote")}>
          <Owed rows={owed} />
        </Part>
      )}
      <Part title={t("rights.project.sheets")} note={rest.length === 0 && waiting.length === 0 ? undefined : t("rights.holdings.note")}>
        {sheets.data.length === 0 && (
          <>
            <p>{t("rights.project.none")}</p>
            <p className={css["small"]}>{t("rights.project.noneHelp")}</p>
          </>
        )}
        {rest.map((one, place) => (
          <SheetPaper key={one.sheet} sheet={one} replaced={one.state === "signed" && rest.slice(0, place).some((later) => later.work === one.work && later.state === "signed")} />
        ))}
        <DefaultParts />
      </Part>
    </Page>
  );
}

/** The terms of a work in a line, its prices and what was granted of it. */
function TermsOf({ work, name }: { work: string; name: string }) {
  const { t } = useTranslation();
  const told = useStanding(work).data;
  const grants = useGrants(work).data ?? [];
  if (told === undefined) return null;
  const prices = ((told.terms["prices"] ?? []) as readonly unknown[]).length;
  const said = [prices === 0 ? t("rights.project.noPrice") : t("rights.project.prices", { count: prices }), ...(grants.length === 0 ? [] : [t("rights.project.granted", { count: grants.length })])];
  return (
    <li>
      <span>
        <Link href={`/w/${work}#terms`}>{name}</Link>
      </span>
      <span>{told.line}</span>
      {told.halted !== null && <span>{told.halted.says}</span>}
      <span className={css["small"]}>{said.join(" · ")}</span>
    </li>
  );
}
