import { Banknote, Download, Gavel, Landmark, Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, DayField, Dialog, Field, Select, tellNote, Tick, Waiting } from "../app/pieces";
import { payoutFile, useBalances, useDisputeParty, usePay, useSetAccount, type Balance, type Payout } from "./api";
import { money } from "./money";
import css from "./rights.module.css";

const KINDS = ["payable", "held", "reserve", "receivable", "advance"] as const;

/** Everybody who is owed something: how much, where they are paid, whether a dispute freezes it. */
export function Accounts() {
  const { t } = useTranslation();
  const balances = useBalances();
  const dispute = useDisputeParty();
  const [told, setTold] = useState<Balance>();
  const [frozen, setFrozen] = useState<Balance>();
  if (balances.data === undefined) return <Waiting error={balances.error} again={() => void balances.refetch()} />;
  return (
    <>
      <ul className={css["facts"]}>
        {balances.data.map((one) => (
          <li key={one.party}>
            <span className={css["price"]}>
              <strong>{one.name}</strong>
              <span className={css["row"]}>
                <span className={css["small"]}>{one.iban === "" ? t("rights.money.pay.noAccount") : t("rights.money.pay.account", { iban: one.iban })}</span>
                <Button small icon={Landmark} onPress={() => setTold(one)} aria-label={t("rights.money.pay.setOf", { name: one.name })}>
                  {t("rights.money.pay.set")}
                </Button>
                {one.disputed ? (
                  <Button small icon={Undo2} isDisabled={dispute.isPending} onPress={() => dispute.mutate({ party: one.party, verdict: "lift", because: "" })} aria-label={t("rights.money.pay.liftOf", { name: one.name })}>
                    {t("rights.money.pay.lift")}
                  </Button>
                ) : (
                  <Button small weight="quiet" icon={Gavel} onPress={() => setFrozen(one)} aria-label={t("rights.money.pay.freezeOf", { name: one.name })}>
                    {t("rights.money.pay.freeze")}
                  </Button>
                )}
              </span>
            </span>
            {Object.entries(one.accounts).map(([currency, accounts]) => (
              <span key={currency} className={css["small"]}>
                {KINDS.filter((kind) => (accounts[kind] ?? 0) !== 0)
                  .map((kind) => t(`rights.money.pay.kinds.${kind}`, { amount: money(Math.abs(accounts[kind] ?? 0), currency) }))
                  .join(" · ")}
              </span>
            ))}
            {one.disputed && <span className={css["small"]}>{t("rights.statement.disputed")}</span>}
          </li>
        ))}
      </ul>
      {told !== undefined && <Account of={told} onClose={() => setTold(undefined)} />}
      {frozen !== undefined && <Freezing of={frozen} onClose={() => setFrozen(undefined)} />}
    </>
  );
}

function Account({ of, onClose }: { of: Balance; onClose: () => void }) {
  const { t } = useTranslation();
  const set = useSetAccount();
  const [iban, setIban] = useState("");
  const [bic, setBic] = useState("");
  const [holder, setHolder] = useState(of.name);
  const keep = (): void =>
    set.mutate(
      { party: of.party, iban, bic, holder },
      {
        onSuccess: () => {
          tellNote(t("rights.money.pay.kept", { name: of.name }));
          onClose();
        },
      },
    );
  return (
    <Dialog title={t("rights.money.pay.setOf", { name: of.name })} isOpen onClose={onClose} foot={<Button weight="strong" icon={Landmark} isDisabled={iban.trim() === "" || set.isPending} onPress={keep}>{t("rights.money.pay.keep")}</Button>}>
      <Field label={t("rights.money.pay.iban")} value={iban} onChange={setIban} maxLength={42} />
      <Field label={t("rights.money.pay.bic")} value={bic} onChange={setBic} maxLength={14} />
      <Field label={t("rights.money.pay.holder")} value={holder} onChange={setHolder} maxLength={70} />
    </Dialog>
  );
}

function Freezing({ of, onClose }: { of: Balance; onClose: () => void }) {
  const { t } = useTranslation();
  const dispute = useDisputeParty();
  const [because, setBecause] = useState("");
  return (
    <Dialog
      title={t("rights.money.pay.freezeOf", { name: of.name })}
      isOpen
      onClose={onClose}
      foot={
        <Button weight="decision" icon={Gavel} isDisabled={because.trim() === "" || dispute.isPending} onPress={() => dispute.mutate({ party: of.party, verdict: "open", because: because.trim() }, { onSuccess: onClose })}>
          {t("rights.money.pay.freeze")}
        </Button>
      }
    >
      <p>{t("rights.money.pay.freezeNote")}</p>
      <Field label={t("rights.dispute.why")} value={because} onChange={setBecause} lines={2} maxLength={2000} />
    </Dialog>
  );
}

/** Who would be paid on a day, then the file of transfers for the bank. Nothing is sent. */
export function Paying({ currencies }: { currencies: readonly string[] }) {
  const { t } = useTranslation();
  const plan = usePay();
  const pay = usePay();
  const [currency, setCurrency] = useState(currencies.includes("EUR") ? "EUR" : (currencies[0] ?? "EUR"));
  const [on, setOn] = useState("");
  const [early, setEarly] = useState(false);
  const [because, setBecause] = useState("");
  const [payer, setPayer] = useState("");
  const [iban, setIban] = useState("");
  const wish = { currency, early, because: because.trim(), payer: payer.trim(), iban: iban.trim(), bic: "", ...(on === "" ? {} : { day: on }) };
  const changed = <Value,>(set: (value: Value) => void) => (value: Value): void => {
    set(value);
    plan.reset();
    pay.reset();
  };
  const found = pay.data ?? plan.data;
  const ready = payer.trim() !== "" && iban.trim() !== "" && (!early || because.trim() !== "");
  return (
    <div className={css["stack"]}>
      <div className={css["columns"]}>
        {currencies.length > 1 && <Select label={t("rights.money.usage.names.currency")} value={currency} onChange={changed(setCurrency)} options={currencies.map((id) => ({ id, name: id }))} />}
        <DayField label={t("rights.money.pay.day")} value={on} onChange={changed(setOn)} />
      </div>
      <Tick isSelected={early} onChange={changed(setEarly)}>{t("rights.money.pay.early")}</Tick>
      {early && <Field label={t("rights.money.pay.because")} help={t("rights.money.pay.earlyHelp")} value={because} onChange={setBecause} maxLength={2000} />}
      <div className={css["row"]}>
        <Button icon={Banknote} isDisabled={plan.isPending} onPress={() => plan.mutate({ ...wish, plan: true })}>
          {t("rights.money.pay.plan")}
        </Button>
      </div>
      {found !== undefined && <Told payout={found} />}
      {plan.data !== undefined && plan.data.transfers.length > 0 && pay.data === undefined && (
        <>
          <div className={css["columns"]}>
            <Field label={t("rights.money.pay.payer")} value={payer} onChange={setPayer} maxLength={70} />
            <Field label={t("rights.money.pay.iban")} value={iban} onChange={setIban} maxLength={42} />
          </div>
          <div className={css["row"]}>
            <Button weight="decision" icon={Banknote} isDisabled={!ready || pay.isPending} onPress={() => pay.mutate({ ...wish, plan: false })}>
              {t("rights.money.pay.write")}
            </Button>
            <span className={css["small"]}>{t("rights.money.pay.writeNote")}</span>
          </div>
        </>
      )}
    </div>
  );
}

function Told({ payout }: { payout: Payout }) {
  const { t } = useTranslation();
  return (
    <div className={css["block"]} role="status">
      <ul className={css["facts"]}>
        {payout.transfers.map((one) => (
          <li key={one.reference}>
            <span className={css["price"]}>
              <span>
                {one.name} <span className={css["small"]}>{t("rights.money.pay.account", { iban: one.iban })}</span>
              </span>
              <span className={css["amount"]}>{money(one.amount, payout.currency)}</span>
            </span>
          </li>
        ))}
        {payout.unpaid.map((one) => (
          <li key={`${one.party} ${one.reason}`}>
            <span className={css["price"]}>
              <span>
                {one.name} <span className={css["small"]}>{one.says}</span>
              </span>
              <span className={css["amount"]}>{t("rights.money.pay.not", { amount: money(one.amount, payout.currency) })}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className={css["price"]}>
        <strong>{payout.transfers.length === 0 ? t("rights.money.pay.nobody") : t("rights.money.pay.total")}</strong>
        <span className={css["amount"]}>{money(payout.total, payout.currency)}</span>
      </p>
      {payout.file !== null && (
        <>
          <a className={css["row"]} href={payoutFile(payout.file)} download>
            <Download aria-hidden size={16} />
            {t("rights.money.pay.file")}
          </a>
          <p className={css["small"]}>{t("rights.money.pay.left")}</p>
        </>
      )}
    </div>
  );
}
