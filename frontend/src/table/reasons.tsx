import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { isEnter } from "../app/keys";
import { Field } from "../app/pieces";
import css from "./questions.module.css";

const QUICK = ["dark", "light", "busy", "empty", "photo", "loud", "dull", "cold", "read"] as const;

/** Why: quick reasons, and words of one's own; both stand on the record and steer what comes next. */
export function Reasons({ value, onChange, onEnter }: { value: string; onChange: (words: string) => void; onEnter: () => void }) {
  const { t } = useTranslation();
  const parts = value.split(/\s*,\s*/u).filter((part) => part !== "");
  const quick = QUICK.map((id) => ({ id, words: t(`table.reasons.${id}`) }));
  return (
    <>
      <ToggleButtonGroup
        aria-label={t("table.reasons.quick")}
        selectionMode="multiple"
        className={css["chips"] ?? ""}
        selectedKeys={quick.filter(({ words }) => parts.includes(words)).map(({ id }) => id)}
        onSelectionChange={(keys) => {
          const own = parts.filter((part) => !quick.some(({ words }) => words === part));
          onChange([...quick.filter(({ id }) => keys.has(id)).map(({ words }) => words), ...own].join(", "));
        }}
      >
        {quick.map(({ id, words }) => (
          <ToggleButton key={id} id={id} className={css["chip"] ?? ""}>
            {words}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Field
        label={t("table.reasons.own")}
        help={t("table.reasons.help")}
        autoFocus
        value={value}
        onChange={onChange}
        maxLength={2000}
        onKeyDown={(event) => (isEnter(event) ? onEnter() : event.continuePropagation())}
      />
    </>
  );
}
