import { Check } from "lucide-react";
import { useState } from "react";
import { Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button, Field, tellNote } from "../app/pieces";
import { useLetGo, type ClaimRow } from "./api";
import { money, period } from "./money";
import css from "./rights.module.css";

interface Group {
  key: string;
  cause: string;
  title: string;
  reason: ClaimRow["reason"];
  says: string;
  currency: string;
  rows: ClaimRow[];
}

/** What waits because of one work is looked at together. */
function grouped(claims: readonly ClaimRow[]): Group[] {
  const found = new Map<string, Group>();
  for (const one of claims) {
    const key = `${one.cause} ${one.reason} ${one.currency}`;
    const group = found.get(key) ?? { key, cause: one.cause, title: one.cause_title, reason: one.reason, says: one.says, currency: one.currency, rows: [] };
    group.rows.push(one);
    found.set(key, group);
  }
  return [...found.values()];
}

/** Money that waits because a work is in dispute or its author took the consent back: whose it is, and the way on. */
export function Claims({ rows }: { rows: readonly ClaimRow[] }) {
  return (
    <ul className={css["heldList"]}>
      {grouped(rows).map((group) => (
        <ClaimGroup key={group.key} group={group} />
      ))}
    </ul>
  );
}

function ClaimGroup({ group }: { group: Group }) {
  const { t } = useTranslation();
  const free = useLetGo();
  const [because, setBecause] = useState("");
  const amount = group.rows.reduce((sum, one) => sum + one.amount, 0);
  const go = (): void => free.mutate({ work: group.cause, because: because.trim() }, { onSuccess: () => tellNote(t("rights.money.claims.freed")) });
  return (
    <li>
      <p className={css["price"]}>
        <strong>
          <Link href={`/w/${group.cause}#terms`}>{group.title}</Link>
        </strong>
        <span className={css["amount"]}>{money(amount, group.currency)}</span>
      </p>
      <p>{t("rights.money.held.why", { reason: group.says })}</p>
      <ul className={css["facts"]}>
        {group.rows.map((one) => (
          <li key={one.line}>
            <span className={css["price"]}>
              <span>{t("rights.money.claims.row", { name: one.name, title: one.title, month: period(one.month) })}</span>
              <span className={css["amount"]}>{money(one.amount, one.currency)}</span>
            </span>
          </li>
        ))}
      </ul>
      {group.reason === "disputed" ? (
        <p className={css["small"]}>{t("rights.money.claims.settle")}</p>
      ) : (
        <>
          <Field label={t("rights.money.held.because")} value={because} onChange={setBecause} maxLength={2000} />
          <div className={css["row"]}>
            <Button small weight="decision" icon={Check} isDisabled={because.trim() === "" || free.isPending} onPress={go}>
              {t("rights.money.held.release")}
            </Button>
          </div>
        </>
      )}
    </li>
  );
}
