import { Check, Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { day } from "../app/dates";
import { Button, Field, tellNote, Waiting } from "../app/pieces";
import { useDecideHeld, useHeld, type Held } from "./api";
import { money } from "./money";
import css from "./rights.module.css";

interface Group {
  key: string;
  title: string;
  says: string;
  lines: Held[];
}

/** Lines of one work that the same rule holds are looked at together. */
function grouped(held: readonly Held[]): Group[] {
  const found = new Map<string, Group>();
  for (const one of held) {
    const key = `${one.work} ${one.reason} ${one.currency} ${one.verdict}`;
    const group = found.get(key) ?? { key, title: one.title, says: one.says, lines: [] };
    group.lines.push(one);
    found.set(key, group);
  }
  return [...found.values()];
}

/** Usage that a rule holds: its reason, and the word of whoever looked at it. */
export function HeldUsage() {
  const { t } = useTranslation();
  const held = useHeld();
  if (held.data === undefined) return <Waiting error={held.error} again={() => void held.refetch()} />;
  if (held.data.length === 0) return <p>{t("rights.money.held.none")}</p>;
  return (
    <ul className={css["heldList"]}>
      {grouped(held.data).map((group) => (
        <HeldGroup key={group.key} group={group} />
      ))}
    </ul>
  );
}

function HeldGroup({ group }: { group: Group }) {
  const { t } = useTranslation();
  const decide = useDecideHeld();
  const [because, setBecause] = useState("");
  const { lines, title } = group;
  const verdict = lines[0]?.verdict ?? "";
  const currency = lines[0]?.currency ?? "";
  const amount = lines.reduce((sum, one) => sum + one.amount, 0);
  const say = async (word: "release" | "return"): Promise<void> => {
    for (const one of lines) await decide.mutateAsync({ source: one.source, line: one.line, verdict: word, because });
    tellNote(t(`rights.money.held.done.${word}`));
  };
  return (
    <li>
      <p className={css["price"]}>
        <span>
          <strong>{title}</strong> · {t("rights.money.held.lines", { count: lines.length })}
        </span>
        <span className={css["amount"]}>{money(amount, currency)}</span>
      </p>
      <p>{t("rights.money.held.why", { reason: group.says })}</p>
      <details className={css["fold"]} open={lines.length < 3}>
        <summary>{t("rights.money.held.lines", { count: lines.length })}</summary>
        <ul className={css["facts"]}>
          {lines.map((one) => (
            <li key={`${one.source} ${one.line}`}>
              <span className={css["price"]}>
                <span className={css["small"]}>
                  {one.source} {one.line} · {day(one.day)} · {t("rights.money.held.units", { count: one.units })}
                </span>
                <span className={css["amount"]}>{money(one.amount, one.currency)}</span>
              </span>
            </li>
          ))}
        </ul>
      </details>
      {verdict === "release" || verdict === "return" ? (
        <p className={css["small"]}>{t(`rights.money.held.decided.${verdict}`)}</p>
      ) : (
        <>
          <Field label={t("rights.money.held.because")} value={because} onChange={setBecause} maxLength={2000} />
          <div className={css["row"]}>
            <Button small weight="decision" icon={Check} isDisabled={decide.isPending} aria-label={t("rights.money.held.releaseOf", { count: lines.length, title })} onPress={() => void say("release").catch(() => undefined)}>
              {t("rights.money.held.release")}
            </Button>
            <Button small icon={Undo2} isDisabled={decide.isPending} aria-label={t("rights.money.held.returnOf", { count: lines.length, title })} onPress={() => void say("return").catch(() => undefined)}>
              {t("rights.money.held.return")}
            </Button>
          </div>
        </>
      )}
    </li>
  );
}
