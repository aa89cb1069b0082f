import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Edit, Elements } from "../api/types";
import { Button } from "../app/pieces";
import { contrast, LEAST_LARGE, LEAST_SMALL } from "./contrast";
import css from "./correct.module.css";

const ROLES = ["ground", "ink", "signal", "second", "light"] as const;
// Words are set in these; the others are surfaces, and need no contrast with what lies under them.
const READ: readonly string[] = ["ink", "signal"];

/** Colours of one's own, role by role, with how well each is told from the ground; `own` are those of the brief. */
export function OwnColours({ elements, own, send, disabled }: { elements: Elements; own: readonly string[]; send: (edit: Edit) => void; disabled: boolean }) {
  const { t, i18n } = useTranslation();
  const [changed, setChanged] = useState<Readonly<Record<string, string>>>({});
  const now = (role: string): string => changed[role] ?? elements.colours[role] ?? "#000000";
  const set = (role: string, colour: string): void => {
    const rest = Object.fromEntries(Object.entries(changed).filter(([name]) => name !== role));
    setChanged(colour === elements.colours[role] ? rest : { ...rest, [role]: colour });
  };
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return (
    <div className={css["roles"]} role="group" aria-label={t("table.correct.own")}>
      {ROLES.filter((role) => elements.colours[role] !== undefined).map((role) => {
        const name = t(`table.correct.roles.${role}`);
        const ratio = contrast(now(role), now("ground"));
        return (
          <div key={role} className={css["role"]}>
            <label>
              <input type="color" value={now(role)} disabled={disabled} onChange={(event) => set(role, event.target.value)} />
              {name}
            </label>
            <span className={css["own"]}>
              {own.map((colour) => (
                <button key={colour} type="button" disabled={disabled} aria-pressed={now(role) === colour} aria-label={t("table.correct.give", { role: name, colour })} title={colour} style={{ background: colour }} onClick={() => set(role, colour)} />
              ))}
            </span>
            {role !== "ground" && (
              <small data-low={(READ.includes(role) && ratio < LEAST_LARGE) || undefined}>
                {t("table.correct.contrast", { ratio: number.format(ratio) })}
                {READ.includes(role) && ratio < LEAST_SMALL && <> {t(ratio < LEAST_LARGE ? "table.correct.low" : "table.correct.large")}</>}
              </small>
            )}
          </div>
        );
      })}
      {Object.keys(changed).length > 0 && (
        <div className={css["row"]}>
          <Button small weight="strong" isDisabled={disabled} onPress={() => send({ colours: { ...changed } })}>
            {t("table.correct.setColours")}
          </Button>
          <Button small weight="quiet" onPress={() => setChanged({})}>
            {t("table.correct.drop")}
          </Button>
        </div>
      )}
    </div>
  );
}
