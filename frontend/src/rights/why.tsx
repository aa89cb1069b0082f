import type { ReactNode } from "react";
import { Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { day } from "../app/dates";
import { Dialog, Waiting } from "../app/pieces";
import { useWhy, type Why } from "./api";
import { country, money, moneyExactly, percent } from "./money";
import css from "./rights.module.css";

const SEEN = 12;
/** The source of what grants are paid. */
const GRANTS = "grants";

/** Why a line is what it is: from what was used, over each clause on the way, to the cents and their rounding. */
export function WhyDialog({ line, onClose }: { line: string; onClose: () => void }) {
  const { t } = useTranslation();
  const why = useWhy(line);
  const told = why.data;
  return (
    <Dialog title={told === undefined ? "…" : t("rights.why.title", { amount: money(told.amount, told.currency) })} isOpen wide onClose={onClose}>
      {told === undefined ? <Waiting error={why.error} again={() => void why.refetch()} /> : <Way told={told} />}
    </Dialog>
  );
}

const word = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");

/** A weight of one as a percentage, a fraction as it is. */
const figure = (weight: string | null, weights: string | null): string => (weight === null ? "" : weights !== "1" || weight.includes("/") ? weight : percent(Number(weight)));

function Way({ told }: { told: Why }) {
  const { t } = useTranslation();
  const named = (id: string | null): string => (id === null ? "" : (told.names[id] ?? id));
  const { currency } = told;
  const posting = (
    <p className={css["code"]}>
      {[t("rights.why.posting", { posting: told.posting }), told.digest.slice(0, 16), ...(told.terms === null || word(told.terms["day"]) < "1900" ? [] : [t("rights.why.day", { day: day(word(told.terms["day"])) })])].join(" · ")}
    </p>
  );
  if (told.gross === null || told.net === null) {
    return (
      <>
        <p>{t("rights.why.other")}</p>
        {posting}
      </>
    );
  }
  return (
    <>
      <ol className={css["path"]}>
        <Step title={t("rights.why.usageNote", { count: told.usage_lines })} amount="">
          {told.usage_lines > SEEN && <p className={css["small"]}>{t("rights.why.most", { count: SEEN })}</p>}
          <ul className={css["facts"]}>
            {told.usage.slice(0, SEEN).map((one) => (
              <li key={`${word(one["source"])} ${word(one["line"])}`}>
                <span className={css["price"]}>
                  <span className={css["small"]}>
                    {[
                      word(one["source"]) === GRANTS ? t("rights.why.granted", { name: named(word(one["payer"])) }) : `${word(one["source"])} ${word(one["line"])}`,
                      word(one["day"]) === "" ? "" : day(word(one["day"])),
                      told.uses[word(one["use"])] ?? word(one["use"]),
                      word(one["territory"]) === "" ? "" : country(word(one["territory"])),
                      Number(one["units"]) === 0 ? "" : `× ${word(one["units"])}`,
                    ].filter((text) => text !== "").join(" · ")}
                  </span>
                  <span className={css["amount"]}>{money(Number(one["amount"]), word(one["currency"]))}</span>
                </span>
              </li>
            ))}
          </ul>
        </Step>
        <Step title={t("rights.why.gross")} amount={money(told.gross, currency)} />
        {told.deductions.map((one) => (
          <Step key={word(one["name"])} title={t("rights.why.deduction", { name: word(one["name"]), percent: word(one["percent"]) })} amount={money(-Number(one["amount"]), currency)} />
        ))}
        {told.deductions.length > 0 && <Step title={t("rights.why.net")} amount={money(told.net, currency)} />}
        <Step title={t("rights.why.path")} amount="">
          {told.path.length < 2 ? (
            <p className={css["small"]}>{t("rights.why.own")}</p>
          ) : (
            told.clauses.map((clause, place) => (
              <p key={told.path[place]} className={css["small"]}>
                {t("rights.why.step", { percent: word((clause as Record<string, unknown>)["percent"]), work: named(told.path[place] ?? null) })}
              </p>
            ))
          )}
        </Step>
        <Step title={t("rights.why.claim", { work: named(told.paid_for), claim: told.claim })} amount="">
          {told.paid_for !== null && !told.paid_for.startsWith("pool:") && (
            <p className={css["small"]}>
              <Link href={`/w/${told.paid_for}#shares`}>{named(told.paid_for)}</Link>
            </p>
          )}
        </Step>
        <Step title={t(told.weights === "1" ? "rights.why.part" : "rights.why.weight", { name: named(told.party), weight: figure(told.weight, told.weights), weights: told.weights })} amount="">
          <p className={css["small"]}>{told.rounding === "0" ? t("rights.why.even") : t("rights.why.exact", { exact: moneyExactly(told.exact ?? "0", currency), rounding: moneyExactly(told.rounding ?? "0", currency) })}</p>
        </Step>
        <Step title={t("rights.why.sum", { amount: money(told.amount, currency), name: named(told.party) })} amount={money(told.amount, currency)} />
      </ol>
      {posting}
    </>
  );
}

function Step({ title, amount, children }: { title: string; amount: string; children?: ReactNode }) {
  return (
    <li>
      <p>
        <span>{title}</span>
        {amount !== "" && <span className={css["amount"]}>{amount}</span>}
      </p>
      {children}
    </li>
  );
}
