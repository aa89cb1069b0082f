import { Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { CreditLine, WorkWhole } from "../api/types";
import { Mark } from "../app/pieces";
import css from "./work.module.css";

/** How many acts of a credit are named one by one. */
const NAMED = 4;

/** Who did what: a line a role and party, each with the acts of the record that say so. */
export function Credits({ whole }: { whole: WorkWhole }) {
  const { t } = useTranslation();
  if (whole.credits.length === 0) return <p>{t("work.credits.none")}</p>;
  return (
    <ul className={css["credits"]}>
      {whole.credits.map((credit) => (
        <li key={`${credit.role_key} ${credit.who.id} ${credit.what}`}>
          <Mark kind={credit.who.kind} />
          <p>
            <b>{credit.who.name}</b>, {t("work.credits.role", { role: credit.role })}
            {credit.what !== "" && <span className={css["of"]} title={credit.what}>{credit.what}</span>}
          </p>
          <p className={css["acts"]}>
            <Acts credit={credit} work={whole.work.id} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function Acts({ credit, work }: { credit: CreditLine; work: string }) {
  const { t } = useTranslation();
  const rest = credit.acts.length - NAMED;
  return (
    <>
      {credit.acts.slice(0, NAMED).map((act) => (
        <Link key={act} href={`/record?act=${act}`} aria-label={t("work.credits.act", { act, name: credit.who.name })}>
          {act}
        </Link>
      ))}
      {rest > 0 && <Link href={`/record?party=${credit.who.id}&work=${work}`}>{t("work.credits.more", { count: rest })}</Link>}
    </>
  );
}
