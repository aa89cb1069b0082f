import { useTranslation } from "react-i18next";
import type { WorkWhole } from "../api/types";
import css from "./work.module.css";

/** Under which terms the work and its pieces stand, and what they ask of whoever publishes it. */
export function Terms({ whole }: { whole: WorkWhole }) {
  const { t } = useTranslation();
  const asked = whole.credits.filter((credit) => credit.line !== "");
  const cited = [...new Set(asked.map((credit) => credit.who.name))];
  if (whole.terms.length === 0 && cited.length === 0) return <p>{t("work.terms.none")}</p>;
  return (
    <>
      <ul className={css["chips"]}>
        {whole.terms.map((term) => (
          <li key={term}>{term}</li>
        ))}
        {cited.map((name) => (
          <li key={name} data-asks>
            {t("work.terms.cite", { name })}
          </li>
        ))}
      </ul>
      {asked.length > 0 && (
        <div className={css["lines"]}>
          <h3>{t("work.terms.say")}</h3>
          <ul>
            {asked.map((credit) => (
              <li key={credit.line}>{credit.line}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
