import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../api/queries";
import { AskerField, NOBODY, type Asker } from "./asker";
import { Button, DayField, Dialog, Field, Select, tellNote, Tick } from "../app/pieces";
import { ACTIONS, useApprove, useDispute, useOffer, useRenew, useStateTerms, useTemplates, useWithdraw, type Action } from "./api";
import css from "./rights.module.css";

interface Deed {
  title: string;
  keep: string;
  busy: boolean;
  sound?: boolean;
  onKeep: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A deed on the terms of a work: whoever acts in this window does it, and it stands on the record. */
function DeedDialog({ title, keep, busy, sound = true, onKeep, onClose, children }: Deed) {
  const { t } = useTranslation();
  const me = useMe().data;
  const name = me === undefined || me.party === null || me.unnamed ? t("shell.unnamed") : me.party.name;
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t("shell.cancel")}</Button>
          <Button weight="decision" isDisabled={busy || !sound} onPress={onKeep}>
            {keep}
          </Button>
        </>
      }
    >
      {children}
      <p className={css["small"]}>{t("rights.state.by", { name })}</p>
    </Dialog>
  );
}

interface DialogOf {
  work: string;
  onClose: () => void;
}

/** A licence by name, with its plain summary. */
export function Stating({ work, onClose }: DialogOf) {
  const { t } = useTranslation();
  const templates = useTemplates().data ?? [];
  const state = useStateTerms(work);
  const [template, setTemplate] = useState<string | null>(null);
  const [since, setSince] = useState("");
  const [because, setBecause] = useState("");
  const chosen = templates.find((one) => one.id === template);
  const keep = (): void =>
    state.mutate(
      { template: template ?? "", because, ...(since === "" ? {} : { since }) },
      { onSuccess: () => (tellNote(t("rights.state.doneNow")), onClose()) },
    );
  return (
    <DeedDialog title={t("rights.state.title")} keep={t("rights.state.keep")} busy={state.isPending} sound={chosen !== undefined} onKeep={keep} onClose={onClose}>
      <Select label={t("rights.state.licence")} value={template} onChange={setTemplate} options={templates.map((one) => ({ id: one.id, name: one.name, note: one.id }))} placeholder="…" />
      {chosen !== undefined && (
        <div className={css["said"]}>
          <p>{chosen.summary}</p>
          {chosen.deed !== null && (
            <p className={css["small"]}>
              <a href={chosen.deed} rel="noreferrer" target="_blank">
                {t("rights.terms.deed")}
              </a>
            </p>
          )}
        </div>
      )}
      <DayField label={t("rights.state.from")} value={since} onChange={setSince} />
      <p className={css["small"]}>{t("rights.state.now")}</p>
      <Field label={t("rights.state.because")} value={because} onChange={setBecause} lines={2} maxLength={2000} />
    </DeedDialog>
  );
}

const PERS = ["flat", "use", "unit", "guarantee", "share"] as const;

/** A price for a use: once, per use, per copy, as a minimum, or a share of revenue. */
export function Offering({ work, onClose }: DialogOf) {
  const { t } = useTranslation();
  const offer = useOffer(work);
  const [actions, setActions] = useState<ReadonlySet<Action>>(new Set<Action>(["reproduce", "distribute", "present"]));
  const [per, setPer] = useState<(typeof PERS)[number]>("flat");
  const [amount, setAmount] = useState("");
  const [currency, setCurrency] = useState("EUR");
  const [ceiling, setCeiling] = useState("");
  const [where, setWhere] = useState("");
  const [until, setUntil] = useState("");
  const [because, setBecause] = useState("");
  const shared = per === "share";
  const keep = (): void =>
    offer.mutate(
      {
        actions: [...actions],
        currency: currency.trim().toUpperCase(),
        ...(shared ? { share: amount, ceiling } : { amount, per }),
        territories: where.split(/[\s,;]+/).filter((one) => one !== "").map((one) => one.toUpperCase()),
        ...(until === "" ? {} : { until }),
        because,
      },
      { onSuccess: () => (tellNote(t("rights.offer.done")), onClose()) },
    );
  return (
    <DeedDialog title={t("rights.offer.title")} keep={t("rights.offer.keep")} busy={offer.isPending} sound={actions.size > 0 && amount.trim() !== "" && currency.trim().length === 3} onKeep={keep} onClose={onClose}>
      <ActionTicks label={t("rights.offer.what")} chosen={actions} onChange={setActions} />
      <div className={css["pair"]}>
        <Field label={t(shared ? "rights.offer.share" : "rights.offer.amount")} value={amount} onChange={setAmount} inputMode="decimal" maxLength={30} isRequired />
        {shared ? <Field label={t("rights.offer.ceiling")} value={ceiling} onChange={setCeiling} inputMode="decimal" maxLength={30} /> : null}
        <Field label={t("rights.offer.currency")} value={currency} onChange={setCurrency} maxLength={3} />
        <Select label={t("rights.offer.per")} value={per} onChange={(id) => setPer(id as (typeof PERS)[number])} options={PERS.map((id) => ({ id, name: t(`rights.offer.pers.${id}`) }))} />
      </div>
      {per === "flat" && <p className={css["small"]}>{t("rights.offer.flatNote")}</p>}
      <Field label={t("rights.offer.territories")} help={t("rights.offer.territoriesHelp")} value={where} onChange={setWhere} maxLength={400} />
      <DayField label={t("rights.until")} value={until} onChange={setUntil} />
      <Field label={t("rights.state.because")} value={because} onChange={setBecause} lines={2} maxLength={2000} />
    </DeedDialog>
  );
}

export function Withdrawing({ work, onClose }: DialogOf) {
  const { t } = useTranslation();
  const withdraw = useWithdraw(work);
  const [actions, setActions] = useState<ReadonlySet<Action>>(new Set<Action>());
  const [because, setBecause] = useState("");
  const keep = (): void => withdraw.mutate({ actions: [...actions], because }, { onSuccess: () => (tellNote(t("rights.withdraw.done")), onClose()) });
  return (
    <DeedDialog title={t("rights.withdraw.title")} keep={t("rights.withdraw.keep")} busy={withdraw.isPending} onKeep={keep} onClose={onClose}>
      <p>{t("rights.withdraw.note")}</p>
      <ActionTicks label={t("rights.withdraw.what")} chosen={actions} onChange={setActions} />
      <Field label={t("rights.state.because")} value={because} onChange={setBecause} lines={2} maxLength={2000} />
    </DeedDialog>
  );
}

/** Consent is given anew to what it was taken back from; the terms stay as they are. */
export function Renewing({ work, actions: withdrawn, onClose }: DialogOf & { actions: readonly Action[] }) {
  const { t } = useTranslation();
  const renew = useRenew(work);
  const [actions, setActions] = useState<ReadonlySet<Action>>(new Set<Action>(withdrawn));
  const [because, setBecause] = useState("");
  const keep = (): void => renew.mutate({ actions: [...actions], because }, { onSuccess: () => (tellNote(t("rights.renew.done")), onClose()) });
  return (
    <DeedDialog title={t("rights.renew.title")} keep={t("rights.renew.keep")} busy={renew.isPending} sound={actions.size > 0} onKeep={keep} onClose={onClose}>
      <p>{t("rights.renew.note")}</p>
      <ActionTicks label={t("rights.renew.what")} chosen={actions} onChange={setActions} among={withdrawn} />
      <Field label={t("rights.state.because")} value={because} onChange={setBecause} lines={2} maxLength={2000} />
    </DeedDialog>
  );
}

/** A holder approves what somebody is about to make from the work, once. */
export function Approving({ work, onClose }: DialogOf) {
  const { t } = useTranslation();
  const approve = useApprove(work);
  const [asker, setAsker] = useState<Asker>(NOBODY);
  const [because, setBecause] = useState("");
  const keep = (): void => approve.mutate({ party: asker.party_id, because }, { onSuccess: () => (tellNote(t("rights.approve.done")), onClose()) });
  return (
    <DeedDialog title={t("rights.approve.title")} keep={t("rights.approve.keep")} busy={approve.isPending} sound={asker.party_id !== "" && because.trim() !== ""} onKeep={keep} onClose={onClose}>
      <p>{t("rights.approve.note")}</p>
      <AskerField label={t("rights.approve.who")} value={asker} onChange={setAsker} known />
      <Field label={t("rights.approve.what")} value={because} onChange={setBecause} lines={2} maxLength={2000} isRequired />
    </DeedDialog>
  );
}

export function Disputing({ work, onClose }: DialogOf) {
  const { t } = useTranslation();
  const dispute = useDispute(work);
  const [because, setBecause] = useState("");
  const keep = (): void => dispute.mutate({ because }, { onSuccess: () => (tellNote(t("rights.dispute.done")), onClose()) });
  return (
    <DeedDialog title={t("rights.dispute.title")} keep={t("rights.dispute.keep")} busy={dispute.isPending} sound={because.trim() !== ""} onKeep={keep} onClose={onClose}>
      <p>{t("rights.dispute.note")}</p>
      <Field label={t("rights.dispute.why")} value={because} onChange={setBecause} lines={3} maxLength={2000} isRequired autoFocus />
    </DeedDialog>
  );
}

function ActionTicks({ label, chosen, onChange, among = ACTIONS }: { label: string; chosen: ReadonlySet<Action>; onChange: (chosen: ReadonlySet<Action>) => void; among?: readonly Action[] }) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={label} className={css["block"]}>
      <p aria-hidden>
        <strong>{label}</strong>
      </p>
      <div className={css["ticks"]}>
        {among.map((action) => (
          <Tick
            key={action}
            isSelected={chosen.has(action)}
            onChange={(on) => {
              const next = new Set(chosen);
              if (on) next.add(action);
              else next.delete(action);
              onChange(next);
            }}
          >
            {t(`rights.actions.${action}`)}
          </Tick>
        ))}
      </div>
    </div>
  );
}
