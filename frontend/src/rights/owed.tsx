import { HandCoins } from "lucide-react";
import { useState } from "react";
import { Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { day } from "../app/dates";
import { Button, DayField, Dialog, Field, tellNote } from "../app/pieces";
import { useReceive, useReport, type Receivable } from "./api";
import { minorOf, money } from "./money";
import css from "./rights.module.css";

/** Grants with a price: what each is owed, what arrived of it, and the word that more has arrived. */
export function Owed({ rows }: { rows: readonly Receivable[] }) {
  const { t } = useTranslation();
  const [noted, setNoted] = useState<Receivable>();
  const [told, setTold] = useState<Receivable>();
  return (
    <>
      <table className={css["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("rights.money.owed.payer")}</th>
            <th scope="col">{t("rights.money.owed.work")}</th>
            <th scope="col" className={css["num"]}>{t("rights.money.owed.owed")}</th>
            <th scope="col" className={css["num"]}>{t("rights.money.owed.received")}</th>
            <th scope="col" className={css["num"]}>{t("rights.money.owed.open")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.grant}>
              <td data-label={t("rights.money.owed.payer")}>
                <span>
                  {one.name} <span className={css["small"]}>{day(one.day)}</span>
                </span>
              </td>
              <td data-label={t("rights.money.owed.work")}>{one.work === null ? one.title : <Link href={`/w/${one.work}`}>{one.title}</Link>}</td>
              <td className={css["num"]} data-label={t("rights.money.owed.owed")}>{money(one.owed, one.currency)}</td>
              <td className={css["num"]} data-label={t("rights.money.owed.received")}>{money(one.received, one.currency)}</td>
              <td className={css["num"]} data-label={t("rights.money.owed.open")}>
                {one.open === 0 ? (
                  !one.waits_for_revenue && t("rights.money.owed.settled")
                ) : (
                  <Button small icon={HandCoins} onPress={() => setNoted(one)} aria-label={t("rights.money.owed.noteOf", { name: one.name, amount: money(one.open, one.currency) })}>
                    {money(one.open, one.currency)}
                  </Button>
                )}
                {one.beyond > 0 && <span className={css["small"]}> {t("rights.money.owed.beyond", { amount: money(one.beyond, one.currency) })}</span>}
                {(one.waits_for_revenue || one.revenue !== null) && (
                  <Button small onPress={() => setTold(one)} aria-label={t("rights.money.owed.revenueOf", { name: one.name })}>
                    {t("rights.money.owed.revenue")}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {noted !== undefined && <Noting owed={noted} onClose={() => setNoted(undefined)} />}
      {told !== undefined && <Revenue owed={told} onClose={() => setTold(undefined)} />}
    </>
  );
}

function Noting({ owed, onClose }: { owed: Receivable; onClose: () => void }) {
  const { t } = useTranslation();
  const receive = useReceive();
  const [amount, setAmount] = useState(String(owed.open / 10 ** minorOf(owed.currency)).replace(".", ","));
  const [on, setOn] = useState("");
  const [reference, setReference] = useState("");
  const told = Math.round(Number(amount.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".")) * 10 ** minorOf(owed.currency));
  const sound = Number.isSafeInteger(told) && told > 0;
  const keep = (): void =>
    receive.mutate(
      { grant: owed.grant, amount: told, reference: reference.trim(), because: "", ...(on === "" ? {} : { day: on }) },
      {
        onSuccess: () => {
          tellNote(t("rights.money.owed.done"));
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={t("rights.money.owed.title", { name: owed.name })}
      isOpen
      onClose={onClose}
      foot={
        <Button weight="decision" icon={HandCoins} isDisabled={!sound || receive.isPending} onPress={keep}>
          {t("rights.money.owed.keep")}
        </Button>
      }
    >
      <p>{t("rights.money.owed.note")}</p>
      <Field label={t("rights.money.owed.amount", { currency: owed.currency })} value={amount} onChange={setAmount} inputMode="decimal" maxLength={20} />
      <DayField label={t("rights.money.owed.day")} value={on} onChange={setOn} />
      <Field label={t("rights.money.owed.reference")} help={t("rights.money.owed.referenceHelp")} value={reference} onChange={setReference} maxLength={200} />
    </Dialog>
  );
}

/** What was earned by a grant since the last report: a share of it is owed. */
function Revenue({ owed, onClose }: { owed: Receivable; onClose: () => void }) {
  const { t } = useTranslation();
  const report = useReport();
  const [amount, setAmount] = useState("");
  const told = Math.round(Number(amount.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".")) * 10 ** minorOf(owed.currency));
  const sound = amount.trim() !== "" && Number.isSafeInteger(told);
  const keep = (): void =>
    report.mutate(
      { grant: owed.grant, revenue: told },
      {
        onSuccess: () => {
          tellNote(t("rights.money.owed.revenueDone"));
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={t("rights.money.owed.revenueTitle", { name: owed.name })}
      isOpen
      onClose={onClose}
      foot={
        <Button weight="decision" isDisabled={!sound || report.isPending} onPress={keep}>
          {t("rights.money.owed.revenue")}
        </Button>
      }
    >
      <p>{t("rights.money.owed.revenueNote")}</p>
      <Field label={t("rights.money.owed.revenueAmount", { currency: owed.currency })} value={amount} onChange={setAmount} inputMode="decimal" maxLength={20} />
    </Dialog>
  );
}
