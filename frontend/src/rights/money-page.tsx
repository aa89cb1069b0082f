import { FileText, Play } from "lucide-react";
import { useState } from "react";
import { Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button, Empty, Field, Page, Part, Waiting } from "../app/pieces";
import { useTitle } from "../app/title";
import { useBalances, useBooks, useClaims, useMonths, useReceivables, useRun, useStatementRows, type Ran } from "./api";
import { Claims } from "./claims";
import { Closing } from "./closing";
import { HeldUsage } from "./held";
import { money, period } from "./money";
import { Owed } from "./owed";
import { Accounts, Paying } from "./paying";
import css from "./rights.module.css";
import { BringUsage } from "./usage";

/** Money of this home: statements, usage that comes in, usage that is held, and the run of a month. */
export function MoneyPage() {
  const { t } = useTranslation();
  const books = useBooks();
  const owed = useReceivables();
  const claims = useClaims();
  const months = useMonths();
  const balances = useBalances();
  const currencies = [...new Set((balances.data ?? []).flatMap((one) => Object.keys(one.accounts)))].toSorted();
  useTitle(t("rights.money.title"));
  if (books.data === undefined) return <Waiting error={books.error} again={() => void books.refetch()} />;
  const empty = books.data.works === 0 && books.data.postings === 0;
  const waiting = claims.data ?? [];
  const granted = owed.data ?? [];
  const counted = months.data ?? [];
  return (
    <Page title={t("rights.money.title")} lead={t("rights.money.lead")}>
      {empty ? (
        <Empty inside title={t("rights.money.empty")}>
          <p>{t("rights.money.emptyHelp")}</p>
        </Empty>
      ) : (
        <Part title={t("rights.money.statements")} note={t("rights.money.statementsNote")}>
          <Statements />
        </Part>
      )}
      {granted.length > 0 && (
        <Part id="owed" title={t("rights.money.owed.heading")} note={t("rights.money.owed.headingNote")}>
          <Owed rows={granted} />
        </Part>
      )}
      {waiting.length > 0 && (
        <Part id="claims" title={t("rights.money.claims.title")} note={t("rights.money.claims.note")}>
          <Claims rows={waiting} />
        </Part>
      )}
      {books.data.held > 0 && (
        <Part id="held" title={t("rights.money.held.title")} note={t("rights.money.held.note")}>
          <HeldUsage />
        </Part>
      )}
      <Part id="usage" title={t("rights.money.usage.title")} note={t("rights.money.usage.note")}>
        <BringUsage />
      </Part>
      <Part id="run" title={t("rights.money.run.title")} note={t("rights.money.run.note")}>
        <Running />
        {!empty && (
          <p className={css["small"]}>
            {books.data.holds ? t("rights.money.holds", { count: books.data.postings }) : t("rights.money.broken", { at: books.data.broken_at })}{" "}
            {books.data.postings > 0 && <span className={css["code"]}>{books.data.head.slice(0, 16)}</span>}
          </p>
        )}
      </Part>
      {counted.length > 0 && (
        <>
          <Part id="close" title={t("rights.money.close.title")} note={t("rights.money.close.note")}>
            <Closing months={counted} />
          </Part>
          <Part id="accounts" title={t("rights.money.pay.accounts")} note={t("rights.money.pay.accountsNote")}>
            <Accounts />
          </Part>
          <Part id="pay" title={t("rights.money.pay.title")} note={t("rights.money.pay.note")}>
            <Paying currencies={currencies} />
          </Part>
        </>
      )}
    </Page>
  );
}

function Statements() {
  const { t } = useTranslation();
  const rows = useStatementRows();
  const found = rows.data?.pages.flatMap((page) => page.items);
  if (found === undefined) return <Waiting error={rows.error} again={() => void rows.refetch()} />;
  if (found.length === 0) return <p>{t("rights.money.none")}</p>;
  return (
    <>
      <table className={css["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("rights.money.period")}</th>
            <th scope="col">{t("rights.money.party")}</th>
            <th scope="col" className={css["num"]}>{t("rights.money.earned")}</th>
          </tr>
        </thead>
        <tbody>
          {found.map((one) => (
            <tr key={`${one.party} ${one.period} ${one.currency}`}>
              <td data-label={t("rights.money.period")}>
                <span>
                  {period(one.period)} {!one.closed && <span className={css["small"]}>{t("rights.money.provisional")}</span>}
                </span>
              </td>
              <td data-label={t("rights.money.party")}>
                <span>
                  <Link href={`/money/${one.party}/${one.period}`} aria-label={t("rights.money.readOf", { name: one.name, period: period(one.period), currency: one.currency })}>
                    <FileText aria-hidden size={15} style={{ display: "inline", marginInlineEnd: 6, verticalAlign: "-2px" }} />
                    {one.name}
                  </Link>
                  {one.disputed && <span className={css["small"]}> {t("rights.money.disputed")}</span>}
                </span>
              </td>
              <td className={css["num"]} data-label={t("rights.money.earned")}>
                <span>
                  {money(one.earned, one.currency)}
                  {one.corrections !== 0 && <span className={css["under"]}>{t("rights.money.corrections", { amount: money(one.corrections, one.currency) })}</span>}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.hasNextPage && (
        <Button small weight="quiet" onPress={() => void rows.fetchNextPage()}>
          {t("rights.money.older")}
        </Button>
      )}
    </>
  );
}

/** A month, a quarter, a year, or everything is shared out; then what came of it and what waits. */
function Running() {
  const { t } = useTranslation();
  const run = useRun();
  const [named, setNamed] = useState("");
  return (
    <form
      className={css["stack"]}
      onSubmit={(event) => {
        event.preventDefault();
        run.mutate({ period: named.trim() === "" ? null : named.trim() });
      }}
    >
      <div className={css["row"]} style={{ alignItems: "end" }}>
        <Field label={t("rights.money.run.period")} help={t("rights.money.run.help")} placeholder={t("rights.money.run.hint")} value={named} onChange={setNamed} maxLength={10} />
      </div>
      <div className={css["row"]}>
        <Button weight="strong" icon={Play} type="submit" isDisabled={run.isPending}>
          {t("rights.money.run.act")}
        </Button>
      </div>
      {run.data !== undefined && <Came ran={run.data} />}
    </form>
  );
}

function Came({ ran }: { ran: Ran }) {
  const { t } = useTranslation();
  const corrected = Object.entries(ran.corrected).map(([currency, amount]) => money(amount, currency));
  const gross = Object.entries(ran.gross).map(([currency, amount]) => money(amount, currency));
  return (
    <div className={css["said"]} data-good={ran.problems.length === 0 || undefined} role="status">
      <p>{ran.postings + ran.reversals === 0 ? t("rights.money.run.same") : t("rights.money.run.done", { count: ran.postings, lines: ran.lines })}</p>
      {gross.length > 0 && <p>{t("rights.money.run.gross", { amount: gross.join(", ") })}</p>}
      {corrected.length > 0 && <p>{t("rights.money.run.corrected", { amount: corrected.join(", ") })}</p>}
      {ran.grants > 0 && <p>{t("rights.money.run.grants", { count: ran.grants })}</p>}
      {ran.unmatched.map((one) => (
        <p key={`${String(one["work"])} ${String(one["month"])} ${String(one["currency"])}`} className={css["small"]}>
          {t("rights.money.run.waiting", { name: String(one["title"]), amount: money(Number(one["amount"]), String(one["currency"])), month: period(String(one["month"])) })}
        </p>
      ))}
      {Object.entries(ran.nobody).map(([work, title]) => (
        <p key={work} className={css["small"]}>
          <Link href={`/w/${work}#shares`}>{t("rights.money.run.nobody", { title })}</Link>
        </p>
      ))}
      {ran.problems.map((one) => (
        <p key={one["message"]}>
          {one["message"]} {one["remedy"]}
        </p>
      ))}
    </div>
  );
}
