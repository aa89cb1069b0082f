import { Check, Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { day } from "../app/dates";
import { Button, Field, tellNote, Waiting } from "../app/pieces";
import { useDecideHeld, useHeld, type Held } from "./api";
import { money } from "./money";
import css from "./rights.module.css";

/** Usage that a rule holds: its reason, and the word of whoever looked at it. */
export function HeldUsage() {
  const { t } = useTranslation();
  const held = useHeld();
  if (held.data === undefined) return <Waiting error={held.error} again={() => void held.refetch()} />;
  if (held.data.length === 0) return <p>{t("rights.money.held.none")}</p>;
  return (
    <ul className={css["heldList"]}>
      {held.data.map((one) => (
        <HeldLine key={`${one.source} ${one.line}`} one={one} />
      ))}
    </ul>
  );
}

function HeldLine({ one }: { one: Held }) {
  const { t } = useTranslation();
  const decide = useDecideHeld();
  const [because, setBecause] = useState("");
  const say = (verdict: "release" | "return"): void =>
    decide.mutate({ source: one.source, line: one.line, verdict, because }, { onSuccess: () => tellNote(t(`rights.money.held.done.${verdict}`)) });
  return (
    <li>
      <p className={css["price"]}>
        <span>
          <strong>{one.title}</strong> · {one.source} {one.line} · {day(one.day)} · {t("rights.money.held.units", { count: one.units })}
        </span>
        <span className={css["amount"]}>{money(one.amount, one.currency)}</span>
      </p>
      <p>{t("rights.money.held.why", { reason: one.says })}</p>
      {one.verdict === "release" || one.verdict === "return" ? (
        <p className={css["small"]}>{t(`rights.money.held.decided.${one.verdict}`)}</p>
      ) : (
        <>
          <Field label={t("rights.money.held.because")} value={because} onChange={setBecause} maxLength={2000} />
          <div className={css["row"]}>
            <Button small weight="decision" icon={Check} isDisabled={decide.isPending} aria-label={t("rights.money.held.releaseOf", { line: one.line, source: one.source })} onPress={() => say("release")}>
              {t("rights.money.held.release")}
            </Button>
            <Button small icon={Undo2} isDisabled={decide.isPending} aria-label={t("rights.money.held.returnOf", { line: one.line, source: one.source })} onPress={() => say("return")}>
              {t("rights.money.held.return")}
            </Button>
          </div>
        </>
      )}
    </li>
  );
}
