import { PenLine, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../api/queries";
import { day } from "../app/dates";
import { Button, Dialog, Field, Mark, tellNote } from "../app/pieces";
import { useRefuseSheet, useSign, type Sheet } from "./api";
import css from "./rights.module.css";

/** A split sheet as a paper: who has which share, who has signed, and what whoever is here can do. */
export function SheetPaper({ sheet, replaced = false }: { sheet: Sheet; replaced?: boolean }) {
  const { t } = useTranslation();
  const me = useMe().data;
  const sign = useSign();
  const [refusing, setRefusing] = useState(false);
  const mine = me?.party != null && !me.unnamed && sheet.waits_for.some((one) => one.party === me.party?.id);
  const name = me?.party?.name ?? "";
  return (
    <article className={css["sheet"]} aria-label={t("rights.sheet.about", { title: sheet.title })}>
      <header>
        <h3>{t("rights.sheet.about", { title: sheet.title })}</h3>
        <span className={css["badge"]} data-state={sheet.state}>
          {t(replaced ? "rights.sheet.replaced" : `rights.sheet.states.${sheet.state}`)}
        </span>
      </header>
      <p className={css["small"]}>
        {t("rights.sheet.proposedBy", { name: sheet.proposer.name, day: day(sheet.proposed) })}
        {sheet.since !== null && ` · ${t("rights.sheet.counts", { day: day(sheet.since) })}`}
        {sheet.because !== "" && ` · ${t("work.because", { reason: sheet.because })}`}
      </p>
      <ul className={css["signers"]}>
        {sheet.shares.map((one) => (
          <li key={one.party}>
            <span>
              <Mark kind={one.kind} /> <strong>{one.name}</strong>
            </span>
            <span className={css["amount"]}>{share(one.percent)}</span>
            <span className={css["signature"]} data-signed={one.signed !== null || undefined}>
              {one.signed !== null ? `${one.name}, ${t("rights.sheet.signed", { day: day(one.signed) })}` : t(one.must_sign ? "rights.sheet.waits" : "rights.sheet.noSign")}
            </span>
          </li>
        ))}
      </ul>
      {sheet.refused_by !== null && (
        <p>
          {t("rights.sheet.refused", { name: sheet.refused_by })}
          {sheet.refused_because !== "" && ` · ${t("work.because", { reason: sheet.refused_because })}`}
        </p>
      )}
      {mine && (
        <>
          <p className={css["waits"]}>{t("rights.sheet.youWait", { name })}</p>
          <div className={css["row"]}>
            <Button weight="decision" icon={PenLine} isDisabled={sign.isPending} onPress={() => sign.mutate(sheet, { onSuccess: () => tellNote(t("rights.sheet.thanks")) })}>
              {t("rights.sheet.signAct", { name })}
            </Button>
            <Button icon={X} onPress={() => setRefusing(true)}>
              {t("rights.sheet.refuse")}
            </Button>
          </div>
        </>
      )}
      {!mine && sheet.waits_for.length > 0 && <p className={css["small"]}>{t("rights.sheet.waitsFor", { names: sheet.waits_for.map((one) => one.name).join(", ") })}</p>}
      {refusing && <Refusing sheet={sheet} onClose={() => setRefusing(false)} />}
    </article>
  );
}

/** An exact share as it is read: `33.33`, `100/3`. */
const share = (percent: string): string => {
  const [over = "0", under] = percent.split("/");
  const value = under === undefined ? Number(percent) : Number(over) / Number(under);
  return new Intl.NumberFormat(document.documentElement.lang, { style: "percent", maximumFractionDigits: 2 }).format(value / 100);
};

function Refusing({ sheet, onClose }: { sheet: Sheet; onClose: () => void }) {
  const { t } = useTranslation();
  const refuse = useRefuseSheet();
  const [because, setBecause] = useState("");
  return (
    <Dialog
      title={t("rights.sheet.refuseTitle")}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t("shell.cancel")}</Button>
          <Button weight="decision" isDisabled={refuse.isPending} onPress={() => refuse.mutate({ sheet: sheet.sheet, because }, { onSuccess: onClose })}>
            {t("rights.sheet.refuse")}
          </Button>
        </>
      }
    >
      <Field label={t("rights.sheet.refuseWhy")} value={because} onChange={setBecause} maxLength={2000} autoFocus />
    </Dialog>
  );
}
