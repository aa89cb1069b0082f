import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { day, number } from "../app/dates";
import { Button, ButtonLink, Page, Part, Waiting } from "../app/pieces";
import { useTitle } from "../app/title";
import { statementFile, useStatements, type Statement, type StatementLine } from "./api";
import { country, money, percent, period } from "./money";
import css from "./rights.module.css";
import { WhyDialog } from "./why";

/** A statement that an artist reads: what came, from where, what became of it; every line opens to its cents. */
export function StatementPage() {
  const { t } = useTranslation();
  const { party = "", period: named = "" } = useParams();
  const found = useStatements(party, named);
  const name = found.data?.[0]?.name ?? "";
  useTitle(name === "" ? undefined : t("rights.statement.title", { name, period: period(named) }));
  if (found.data === undefined) return <Waiting error={found.error} again={() => void found.refetch()} />;
  return (
    <>
      {found.data.map((one) => (
        <One key={one.currency} told={one} />
      ))}
      {found.data.length === 0 && (
        <Page title={period(named)} lead={t("rights.statement.none")} actions={<ButtonLink href="/money">{t("rights.statement.back")}</ButtonLink>}>
          {null}
        </Page>
      )}
    </>
  );
}

function One({ told }: { told: Statement }) {
  const { t } = useTranslation();
  const [why, setWhy] = useState<string>();
  return (
    <Page
      title={t("rights.statement.title", { name: told.name, period: period(told.period) })}
      lead={t("rights.statement.number", { number: told.number, day: day(told.issued) })}
      actions={
        <>
          <ButtonLink href="/money">{t("rights.statement.back")}</ButtonLink>
          <a className={css["row"]} href={statementFile(told.party, told.period, told.currency, "pdf")} download>
            <Download aria-hidden size={16} />
            {t("rights.statement.pdf")}
          </a>
          <a className={css["row"]} href={statementFile(told.party, told.period, told.currency, "csv")} download>
            <Download aria-hidden size={16} />
            {t("rights.statement.csv")}
          </a>
        </>
      }
    >
      <Part title={t(`rights.statement.leads.${told.leads}`)} note={told.carried > 0 ? t("rights.statement.minimum", { amount: money(told.minimum, told.currency) }) : undefined}>
        <p className={css["due"]}>{money(told.amount, told.currency)}</p>
        {!told.closed && <p className={css["small"]}>{t("rights.statement.provisional")}</p>}
        {told.disputed && <p className={css["halted"]}>{t("rights.statement.disputed")}</p>}
      </Part>
      {told.lines.length > 0 && (
        <Part title={t("rights.statement.picture")} note={t("rights.statement.pictureNote")}>
          <Sources told={told} />
        </Part>
      )}
      <Part title={t("rights.statement.balance")} note={t("rights.statement.balanceNote")}>
        <dl className={css["moves"]}>
          <Move label={t("rights.statement.opening")} amount={told.opening} currency={told.currency} />
          {Object.entries(told.moves).map(([name, amount]) => (
            <Move key={name} label={t(`rights.statement.moves.${name}`)} amount={amount} currency={told.currency} signed />
          ))}
          <Move label={t("rights.statement.closing")} amount={told.closing} currency={told.currency} />
        </dl>
      </Part>
      <Part title={t("rights.statement.lines")} note={t("rights.statement.linesNote")}>
        {told.lines.length === 0 ? <p>{t("rights.statement.noLines")}</p> : <Lines lines={told.lines} told={told} onWhy={setWhy} />}
      </Part>
      {parted(told).map(([name, lines]) => (
        <Part key={name} title={t(`rights.statement.${name}`)} note={t(`rights.statement.${name}Note`)}>
          <Lines lines={lines} told={told} onWhy={setWhy} />
        </Part>
      ))}
      <p className={css["say"]}>{t("rights.statement.dispute", { day: day(told.dispute_until) })}</p>
      {why !== undefined && <WhyDialog line={why} onClose={() => setWhy(undefined)} />}
    </Page>
  );
}

type Kept = "adjustments" | "receivable" | "contested" | "beyond" | "held";

const WAITS: Readonly<Record<string, Kept>> = { receivable: "receivable", disputed: "contested", withdrawn: "contested", beyond: "beyond" };

/** What is not of the period’s own: corrections, and what waits, each under the reason why. */
function parted(told: Statement): [Kept, StatementLine[]][] {
  const found = new Map<Kept, StatementLine[]>([["adjustments", undone(told.adjustments)]]);
  for (const line of told.held) {
    const name = WAITS[line.held] ?? "held";
    found.set(name, [...(found.get(name) ?? []), line]);
  }
  return [...found].filter(([, lines]) => lines.length > 0);
}

const sameAs = (one: StatementLine): string => [one.month, one.work, one.path.join(">"), one.use, one.territory, one.channel, one.payer, one.share].join("\u0000");

/** Corrections without those that were taken back and given again just as they were. */
function undone(lines: readonly StatementLine[]): StatementLine[] {
  const sums = new Map<string, number>();
  for (const one of lines) sums.set(sameAs(one), (sums.get(sameAs(one)) ?? 0) + one.net);
  return lines.filter((one) => sums.get(sameAs(one)) !== 0);
}

function Move({ label, amount, currency, signed = false }: { label: string; amount: number; currency: string; signed?: boolean }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {signed && amount > 0 && "+ "}
        {money(amount, currency)}
      </dd>
    </div>
  );
}

const KINDS = 6;
/** The channel of what a grant is paid. */
const GRANTED = "licence";

/** Where the money came from: a bar for each work, as wide as what it brought, in the tints of the kinds of use. */
function Sources({ told }: { told: Statement }) {
  const { t } = useTranslation();
  const works = new Map<string, { title: string; amount: number; uses: Map<string, number> }>();
  const kinds = new Map<string, number>();
  for (const line of told.lines.filter((one) => one.net > 0)) {
    const one = works.get(line.work) ?? { title: told.titles[line.work] ?? line.work, amount: 0, uses: new Map<string, number>() };
    const use = line.use === "" ? (told.names[line.payer] ?? line.payer) : (told.uses[line.use] ?? line.use);
    one.amount += line.net;
    one.uses.set(use, (one.uses.get(use) ?? 0) + line.net);
    works.set(line.work, one);
    if (!kinds.has(use)) kinds.set(use, kinds.size % KINDS);
  }
  const rows = [...works.entries()].toSorted((a, b) => b[1].amount - a[1].amount);
  const most = rows[0]?.[1].amount ?? 1;
  const whole = rows.reduce((sum, [, one]) => sum + one.amount, 0);
  return (
    <div className={css["flow"]}>
      {rows.slice(0, 12).map(([work, one]) => (
        <div key={work} className={css["source"]}>
          <p>
            <span>{one.title}</span>
            <span className={css["amount"]}>
              {money(one.amount, told.currency)} · {percent(one.amount / whole)}
            </span>
          </p>
          <div
            className={css["track"]}
            role="img"
            style={{ inlineSize: `${(100 * one.amount) / most}%` }}
            aria-label={t("rights.statement.pictureOf", { work: one.title, amount: money(one.amount, told.currency), share: percent(one.amount / whole) })}
          >
            {[...one.uses.entries()].map(([use, amount]) => (
              <i key={use} data-part={kinds.get(use)} style={{ flexGrow: amount, flexBasis: 0 }} />
            ))}
          </div>
        </div>
      ))}
      <ul className={css["keys"]}>
        {[...kinds.entries()].map(([use, tint]) => (
          <li key={use}>
            <span className={css["swatch"]} data-part={tint} aria-hidden />
            {use}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The lines of a statement, the largest first; each opens to its way. */
function Lines({ lines, told, onWhy }: { lines: readonly StatementLine[]; told: Statement; onWhy: (line: string) => void }) {
  const { t } = useTranslation();
  const titled = (work: string): string => told.titles[work] ?? work;
  const placed = (one: StatementLine): string =>
    [told.uses[one.use] ?? one.use, one.territory === "" ? "" : country(one.territory), one.channel === GRANTED ? t("rights.statement.granted") : one.channel, told.names[one.payer] ?? one.payer]
      .filter((word) => word !== "")
      .join(" · ");
  return (
    <table className={css["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("rights.statement.work")}</th>
          <th scope="col">{t("rights.statement.use")}</th>
          <th scope="col" className={css["num"]}>{t("rights.statement.units")}</th>
          <th scope="col" className={css["num"]}>{t("rights.statement.gross")}</th>
          <th scope="col" className={css["num"]}>{t("rights.statement.deductions")}</th>
          <th scope="col" className={css["num"]}>{t("rights.statement.share")}</th>
          <th scope="col" className={css["num"]}>{t("rights.statement.net")}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((one) => (
          <tr key={`${one.line} ${one.use} ${one.territory} ${one.channel} ${one.payer} ${one.net}`}>
            <td data-label={t("rights.statement.work")}>
              <span>
                {titled(one.work)}
                {one.path.length > 1 && <span className={css["small"]}> {t("rights.statement.through", { works: one.path.slice(1).map(titled).join(", ") })}</span>}
              </span>
            </td>
            <td data-label={t("rights.statement.use")}>{placed(one)}</td>
            <td className={css["num"]} data-label={t("rights.statement.units")}>{one.units === 0 ? "–" : number(one.units)}</td>
            <td className={css["num"]} data-label={t("rights.statement.gross")}>{money(one.gross, told.currency)}</td>
            <td className={css["num"]} data-label={t("rights.statement.deductions")}>{one.deductions === 0 ? "–" : money(-one.deductions, told.currency)}</td>
            <td className={css["num"]} data-label={t("rights.statement.share")}>{percent(shareOf(one.share))}</td>
            <td className={css["num"]} data-label={t("rights.statement.net")}>
              <Button small onPress={() => onWhy(one.line)} aria-label={t("rights.statement.open", { amount: money(one.net, told.currency) })}>
                {money(one.net, told.currency)}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const shareOf = (share: string): number => {
  const [over = "0", under = "1"] = share.split("/");
  return Number(over) / Number(under);
};
