import { useTranslation } from "react-i18next";
import type { PartyKind } from "../../api/types";
import type { Makers } from "./makers";
import css from "./pieces.module.css";

const SHAPE = { person: "●", collective: "●", model: "◆", rule: "■" } as const;

/** Who: ● a person, ◆ a model, ■ a rule. In shape as well as colour, and in words for those who hear the page. */
export function Mark({ kind, quiet = false }: { kind: PartyKind; quiet?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={css["mark"]} data-kind={kind === "collective" ? "person" : kind}>
      <span aria-hidden>{SHAPE[kind]}</span>
      {!quiet && <span className="unseen">{t(`shell.kinds.${kind}`)}</span>}
    </span>
  );
}

/** Whose hand made a work, as marks with its words. */
export function MakersMark({ makers, words = false }: { makers: Makers; words?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={css["made"]}>
      {makers.kinds.map((kind) => (
        <Mark key={kind} kind={kind} quiet />
      ))}
      <span className={words ? undefined : "unseen"}>{t(`shell.made.${makers.made}`)}</span>
    </span>
  );
}
