import { useTranslation } from "react-i18next";
import type { Verified } from "../api/types";
import { useWork } from "../api/queries";
import { ButtonLink, makersIn, makersOf, MakersMark } from "../app/pieces";
import { Ingredients, type Ingredient } from "./ingredients";
import css from "./verify.module.css";

/** What `oeuvre verify` says of a file. */
export function Result({ found }: { found: Verified }) {
  const { t } = useTranslation();
  const ours = useWork(found.work ?? undefined).data?.work;
  const ingredients = found.ingredients as unknown as Ingredient[];
  // The last line says how it was made, which stands beside its mark.
  const sentences = found.lines.slice(0, -1);
  return (
    <div className={css["found"]}>
      <p className={css["state"]} data-state={found.state}>
        {found.summary}
      </p>
      {sentences.map((line) => (
        <p key={line} className={css["line"]}>
          {line}
        </p>
      ))}
      <dl>
        {found.signer !== "" && (
          <div>
            <dt>{t("verify.signer")}</dt>
            <dd>{found.signer}</dd>
          </div>
        )}
        <div>
          <dt>{t("verify.made")}</dt>
          <dd>
            <span aria-hidden>
              <MakersMark makers={ours === undefined || found.state !== "none" ? makersIn(found.made_by) : makersOf(ours)} />
            </span>{" "}
            {found.lines.at(-1)}
            {ours !== undefined && found.state === "none" && ` ${t("verify.byRecord")}`}
          </dd>
        </div>
      </dl>
      {ingredients.length > 0 && (
        <>
          <h3>{t("verify.ingredients", { count: ingredients.length })}</h3>
          <Ingredients name={found.name} ingredients={ingredients} />
        </>
      )}
      {found.work !== null && (
        <p className={css["ours"]}>
          {t("verify.ours")} <ButtonLink href={`/w/${found.work}`}>{t("verify.open")}</ButtonLink>
        </p>
      )}
    </div>
  );
}
