import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { day } from "../app/dates";
import { Button, Combo, DayField, Dialog, Field, tellNote, Tick } from "../app/pieces";
import { receiptOf, useGrant, useGrants, useReport, type Grant, type Question } from "./api";
import { AskerField, type Asker } from "./asker";
import { COUNTRIES, WORLD } from "./asking";
import { country } from "./money";
import css from "./rights.module.css";

/** A use is granted: to whom, where, what for, until when, for how many uses; what comes back is a signed receipt. */
export function Granting({ work, question, onClose }: { work: string; question: Question; onClose: () => void }) {
  const { t } = useTranslation();
  const grant = useGrant(work);
  const [asker, setAsker] = useState<Asker>({ party: question.party ?? "", party_id: question.party_id ?? "" });
  const [where, setWhere] = useState(question.territory ?? "");
  const [purpose, setPurpose] = useState(question.purpose ?? "");
  const [until, setUntil] = useState(question.until ?? "");
  const [legal, setLegal] = useState(false);
  const [count, setCount] = useState("");
  const [because, setBecause] = useState("");
  const most = Number.parseInt(count, 10);
  const code = where.trim().toUpperCase();
  const sound = asker.party.trim() !== "" && /^([A-Z]{2}|WORLD)$/.test(code) && purpose.trim() !== "" && (legal || until !== "");
  const give = (): void => {
    const { until: _asked, ...rest } = question;
    grant.mutate({
      ...rest,
      party: asker.party.trim(),
      party_id: asker.party_id,
      territory: code,
      purpose: purpose.trim(),
      legal_term: legal,
      because,
      ...(legal || until === "" ? {} : { until }),
      ...(most > 0 ? { count: Math.min(most, 1e9) } : {}),
    });
  };
  const made = grant.data;
  return (
    <Dialog
      title={t("rights.grant.title")}
      isOpen
      onClose={onClose}
      foot={
        made === undefined ? (
          <>
            <Button onPress={onClose}>{t("shell.cancel")}</Button>
            <Button weight="decision" isDisabled={!sound || grant.isPending} onPress={give}>
              {t("rights.grant.give")}
            </Button>
          </>
        ) : (
          <Button weight="strong" onPress={onClose}>
            {t("shell.close")}
          </Button>
        )
      }
    >
      {made === undefined ? (
        <>
          <AskerField label={t("rights.grant.to")} help={t("rights.grant.toHelp")} value={asker} onChange={setAsker} />
          <Combo label={t("rights.territory")} value={where} onChange={setWhere} options={[{ id: WORLD, name: t("rights.world") }, ...COUNTRIES.map((id) => ({ id, name: country(id) }))]} />
          <Field label={t("rights.purpose")} placeholder={t("rights.purposeHint")} value={purpose} onChange={setPurpose} maxLength={80} isRequired />
          {!legal && <DayField label={t("rights.until")} value={until} onChange={setUntil} />}
          <Tick isSelected={legal} onChange={setLegal}>{t("rights.grant.legal")}</Tick>
          {!sound && <p className={css["small"]}>{t("rights.grant.lacking")}</p>}
          <Field label={t("rights.grant.count")} help={t("rights.grant.countHelp")} value={count} onChange={setCount} inputMode="numeric" maxLength={10} />
          <Field label={t("rights.grant.because")} value={because} onChange={setBecause} lines={2} maxLength={2000} />
        </>
      ) : (
        <>
          <p role="status">{t("rights.grant.done", { party: made.party })}</p>
          <p className={css["small"]}>{made.says}</p>
          <Receipt grant={made} />
        </>
      )}
    </Dialog>
  );
}

function Receipt({ grant }: { grant: Grant }) {
  const { t } = useTranslation();
  return (
    <a className={css["row"]} href={receiptOf(grant.grant)} download aria-label={t("rights.grant.receiptOf", { party: grant.party })}>
      <Download aria-hidden size={16} />
      {t("rights.grant.receipt")}
    </a>
  );
}

/** What was granted of a work, and how much of it is used. */
export function Grants({ work }: { work: string }) {
  const { t } = useTranslation();
  const grants = useGrants(work).data ?? [];
  if (grants.length === 0) return null;
  return (
    <div className={css["block"]}>
      <h3>{t("rights.grant.list")}</h3>
      <ul className={css["facts"]}>
        {grants.map((one) => (
          <li key={one.grant}>
            <span className={css["price"]}>
              <span>
                <strong>{one.party}</strong> · {t(`rights.actions.${one.action}`)}
                {one.money !== null && ` · ${one.money}`}
              </span>
              <Receipt grant={one} />
            </span>
            <span className={css["small"]}>
              {[
                t(`rights.grant.states.${one.state}`),
                ...(one.exclusive ? [t("rights.grant.exclusive")] : []),
                ...(one.territory === null ? [] : [one.territory === WORLD ? t("rights.world") : country(one.territory)]),
                ...[one.medium, one.purpose].filter((word) => word !== null),
                one.count === null ? t("rights.grant.used", { count: one.used, used: one.used }) : t("rights.grant.of", { used: one.used, count: one.count }),
                ...(one.expires === null ? [] : [t("rights.grant.until", { day: day(one.expires) })]),
                ...(one.legal_term ? [t("rights.grant.legalTerm")] : []),
              ].join(" · ")}
            </span>
            {one.report_due !== null && <Reporting grant={one} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Use that is to be reported: until when, and the word that it was. */
function Reporting({ grant }: { grant: Grant }) {
  const { t } = useTranslation();
  const report = useReport();
  return (
    <span className={css["row"]}>
      <span className={css["small"]}>{t("rights.grant.due", { day: day(grant.report_due ?? "") })}</span>
      <Button small isDisabled={report.isPending} onPress={() => report.mutate({ grant: grant.grant, units: grant.used }, { onSuccess: () => tellNote(t("rights.grant.reported")) })}>
        {t("rights.grant.report", { party: grant.party })}
      </Button>
    </span>
  );
}
