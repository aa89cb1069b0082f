import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Combo, DayField, Field, Select, Switch, Tick } from "../app/pieces";
import { AnswerTo } from "./answer";
import { AskerField, NOBODY, type Asker } from "./asker";
import { ACTIONS, useAnswer, type Action, type Question } from "./api";
import { country } from "./money";
import css from "./rights.module.css";
import { useSettled } from "./settled";

export const COUNTRIES = ["FR", "BE", "CH", "LU", "CA", "DE", "ES", "IT", "GB", "IE", "NL", "PT", "AT", "PL", "SE", "DK", "NO", "US", "MX", "BR", "MA", "SN", "CI", "TN", "JP", "KR", "CN", "IN", "AU"];
const MORE = ["channel", "industry", "audience"] as const;
/** The whole world, said and not implied. */
export const WORLD = "WORLD";

/** “May I use this?”: what somebody means to do, and at once the answer of the terms. */
export function Asking({ work }: { work: string }) {
  const { t } = useTranslation();
  const [action, setAction] = useState<Action>("reproduce");
  const [territory, setTerritory] = useState("FR");
  const [words, setWords] = useState<Record<string, string>>({});
  const [asker, setAsker] = useState<Asker>(NOBODY);
  const [units, setUnits] = useState("1");
  const [until, setUntil] = useState("");
  const [ticks, setTicks] = useState<Record<string, boolean>>({});
  const word = (name: string) => ({ value: words[name] ?? "", onChange: (value: string) => setWords((before) => ({ ...before, [name]: value })), maxLength: 80 });
  const code = territory.trim().toUpperCase();
  const question: Question = useSettled({
    action,
    territory: /^([A-Z]{2}|WORLD)$/.test(code) ? code : "",
    medium: words["medium"] ?? "",
    party: asker.party.trim(),
    party_id: asker.party_id,
    purpose: words["purpose"] ?? "",
    revenue: words["revenue"] ?? "",
    units: Math.max(1, Math.min(1e9, Number.parseInt(units, 10) || 1)),
    commercial: ticks["commercial"] ?? false,
    by_model: ticks["byModel"] ?? false,
    ...(until === "" ? {} : { until }),
    ...Object.fromEntries(MORE.map((name) => [name, words[name] ?? ""])),
  });
  const answer = useAnswer(work, question);
  const tick = (name: string) => ({ isSelected: ticks[name] ?? false, onChange: (on: boolean) => setTicks((before) => ({ ...before, [name]: on })) });
  return (
    <div className={css["ask"]}>
      <form className={css["form"]} onSubmit={(event) => event.preventDefault()} aria-label={t("rights.title")}>
        <Select label={t("rights.use")} value={action} onChange={(id) => setAction(id as Action)} options={ACTIONS.map((id) => ({ id, name: t(`rights.actions.${id}`) }))} />
        <Switch {...tick("commercial")}>{t("rights.commercial")}</Switch>
        <Combo label={t("rights.territory")} value={territory} onChange={setTerritory} options={[{ id: WORLD, name: t("rights.world") }, ...COUNTRIES.map((id) => ({ id, name: country(id) }))]} />
        <Field label={t("rights.medium")} placeholder={t("rights.mediumHint")} {...word("medium")} />
        <Field label={t("rights.purpose")} placeholder={t("rights.purposeHint")} {...word("purpose")} />
        <DayField label={t("rights.until")} value={until} onChange={setUntil} />
        <Field label={t("rights.units")} value={units} onChange={setUnits} inputMode="numeric" maxLength={10} />
        <AskerField label={t("rights.party")} value={asker} onChange={setAsker} />
        <details className={css["more"]}>
          <summary>{t("rights.more")}</summary>
          <Field label={t("rights.revenue")} help={t("rights.revenueHelp")} inputMode="decimal" {...word("revenue")} maxLength={30} />
          {MORE.map((name) => (
            <Field key={name} label={t(`rights.${name}`)} {...word(name)} />
          ))}
          <Tick {...tick("byModel")}>{t("rights.byModel")}</Tick>
        </details>
      </form>
      <AnswerTo work={work} question={question} answer={answer.data} error={answer.error} />
    </div>
  );
}
