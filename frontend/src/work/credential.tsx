import { FileCheck2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { WorkWhole } from "../api/types";
import { ButtonLink } from "../app/pieces";
import { Ingredients, type Ingredient } from "../verify/ingredients";
import css from "./work.module.css";

const words = (told: unknown): string => (typeof told === "string" ? told : "");

/** What the signed file of this work states, and what that is worth. */
export function Credential({ whole }: { whole: WorkWhole }) {
  const { t } = useTranslation();
  const told = whole.credential;
  if (told === null) return <p>{t(whole.work.kind === "draft" ? "work.credential.notYet" : "work.credential.none")}</p>;
  const sentences = Array.isArray(told["sentences"]) ? told["sentences"].map(words) : [];
  const ingredients = Array.isArray(told["ingredients"]) ? (told["ingredients"] as Ingredient[]) : [];
  return (
    <div className={css["credential"]}>
      <p className={css["credentialState"]} data-state={words(told["state"])}>
        {words(told["title"])}
      </p>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <dl>
        <div>
          <dt>{t("work.credential.states")}</dt>
          <dd>{words(told["maker"])}</dd>
        </div>
        <div>
          <dt>{t("work.credential.signer")}</dt>
          <dd>{words(told["signer"])}</dd>
        </div>
      </dl>
      {ingredients.length > 0 && <Ingredients name={whole.work.title} ingredients={ingredients} />}
      <ButtonLink href={`/verify?work=${words(told["work"])}`} icon={FileCheck2}>
        {t("work.credential.verify")}
      </ButtonLink>
    </div>
  );
}
