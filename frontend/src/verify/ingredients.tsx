import { useTranslation } from "react-i18next";
import css from "./verify.module.css";

export interface Ingredient {
  title: string;
  state: string;
  relationship: string;
}

const WAYS = ["parentOf", "componentOf", "inputTo"] as const;

/** A file and what it says it was made of, as a small tree: the work that it comes from, what stands in it, what helped. */
export function Ingredients({ name, ingredients }: { name: string; ingredients: readonly Ingredient[] }) {
  const { t, i18n } = useTranslation();
  const ways = [...WAYS, ...new Set(ingredients.map((one) => one.relationship).filter((way) => !WAYS.some((known) => known === way)))];
  return (
    <figure className={css["tree"]} aria-label={t("verify.tree")}>
      <p className={css["root"]}>{name}</p>
      <ul>
        {ways.map((way) => {
          const ones = ingredients.filter((one) => one.relationship === way);
          if (ones.length === 0) return null;
          const key = `verify.ways.${way}`;
          return (
            <li key={way}>
              <span className={css["way"]}>{i18n.exists(key) ? t(key) : way}</span>
              <ul>
                {ones.map((one, at) => (
                  // Two pieces may bear one title.
                  <li key={`${one.title} ${at}`} className={css["leaf"]}>
                    <span>{one.title}</span>
                    {one.state !== "none" && (
                      <span className={css["worth"]} data-state={one.state}>
                        {t(`shell.credentials.${one.state}`, { defaultValue: one.state })}
                      </span>
                    )}
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
    </figure>
  );
}
