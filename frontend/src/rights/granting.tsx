import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { day } from "../app/dates";
import { Button, DayField, Dialog, Field } from "../app/pieces";
import { receiptOf, useGrant, useGrants, type Grant, type Question } from "./api";
import css from "./rights.module.css";

/** A use is granted: to whom, until when, for how many uses; what comes back is a signed receipt. */
export function Granting({ work, question, onClose }: { work: string; question: Question; onClose: () => void }) {
  const { t } = useTranslation();
  const grant = useGrant(work);
  const [party, setParty] = useState(question.party ?? "");
  const [until, setUntil] = useState(question.until ?? "");
  const [count, setCount] = useState("");
  const [because, setBecause] = useState("");
  const most = Number.parseInt(count, 10);
  const give = (): void =>
    grant.mutate({ ...question, party: party.trim(), because, ...(until === "" ? {} : { until }), ...(most > 0 ? { count: Math.min(most, 1e9) } : {}) });
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
            <Button weight="decision" isDisabled={party.trim() === "" || grant.isPending} onPress={give}>
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
          <Field label={t("rights.grant.to")} help={t("rights.grant.toHelp")} value={party} onChange={setParty} maxLength={200} isRequired autoFocus />
          <DayField label={t("rights.until")} value={until} onChange={setUntil} />
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
                one.count === null ? t("rights.grant.used", { count: one.used, used: one.used }) : t("rights.grant.of", { used: one.used, count: one.count }),
                ...(one.expires === null ? [] : [t("rights.grant.until", { day: day(one.expires) })]),
              ].join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
