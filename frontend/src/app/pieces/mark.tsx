import { useTranslation } from "react-i18next";
import type { MadeBy, PartyKind } from "../../api/types";
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

const MADE: Record<MadeBy, readonly PartyKind[]> = {
  human: ["person"],
  machine: ["model"],
  mixed: ["person", "model"],
  rule: ["rule"],
  unknown: [],
};

/** How a work was made, as marks with its words. */
export function MadeByMark({ made, words = false }: { made: MadeBy; words?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={css["made"]}>
      {MADE[made].map((kind) => (
        <Mark key={kind} kind={kind} quiet />
      ))}
      <span className={words ? undefined : "unseen"}>{t(`shell.made.${made}`)}</span>
    </span>
  );
}
