import { useTranslation } from "react-i18next";
import css from "./rights.module.css";
import { money, percent } from "./money";

export interface PartOf {
  id: string;
  name: string;
  /** What it is for, or why. */
  note: string;
  /** How much: an amount, or any measure where there is no currency. */
  amount: number;
}

/** How many tints there are before they come again. */
const TINTS = 6;

/** A whole shared out: one bar, and who each part of it is, with the amount, or the share where there is no currency. */
export function SplitPicture({ parts, currency, total, named }: { parts: readonly PartOf[]; currency: string | null; total?: string; named: string }) {
  const { t } = useTranslation();
  const whole = parts.reduce((sum, part) => sum + part.amount, 0);
  const told = (part: PartOf): string => (currency === null ? percent(whole === 0 ? 0 : part.amount / whole) : money(part.amount, currency));
  const listed = parts.map((part) => `${part.name} ${told(part)}`).join(", ");
  return (
    <div className={css["split"]}>
      <div className={css["bar"]} role="img" aria-label={t(named, { total: total ?? "", parts: listed })}>
        {parts.map((part, place) => (
          <i key={part.id} data-part={place % TINTS} style={{ flexGrow: part.amount, flexBasis: 0 }} />
        ))}
      </div>
      <ul className={css["parts"]}>
        {parts.map((part, place) => (
          <li key={part.id}>
            <span className={css["swatch"]} data-part={place % TINTS} aria-hidden />
            <b>{part.name}</b>
            <span className={css["amount"]}>
              {told(part)}
              {currency !== null && whole !== 0 && ` · ${percent(part.amount / whole, whole < 100_000 ? 0 : 2)}`}
            </span>
            {part.note !== "" && <span className={css["small"]}>{part.note}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
