import { ProgressBar } from "react-aria-components";
import css from "./pieces.module.css";

/** How far something is; without `of` it only says that it goes on. */
export function Progress({ label, done, of }: { label: string; done: number; of: number }) {
  const known = of > 0;
  return (
    <ProgressBar aria-label={label} {...(known ? { value: done, maxValue: of } : { isIndeterminate: true })} className={css["progress"] ?? ""}>
      {({ percentage }) => (
        <span className={css["track"]} data-unknown={known ? undefined : true}>
          <span style={{ inlineSize: known ? `${percentage ?? 0}%` : "30%" }} />
        </span>
      )}
    </ProgressBar>
  );
}
