import { Ban, CircleCheck, CircleDashed, FilePen, Gavel, Scale, Tag, Undo2 } from "lucide-react";
import { useState } from "react";
import { Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { ago, moment } from "../app/dates";
import { Button, Waiting } from "../app/pieces";
import { useSettle, useStanding, useTermsActs, type Standing } from "./api";
import { Conflicts } from "./conflicts";
import { Grants } from "./granting";
import { money } from "./money";
import css from "./rights.module.css";
import { Disputing, Offering, Stating, Withdrawing } from "./stating";

type Opened = "state" | "offer" | "withdraw" | "dispute";

/** What a work is under: what may be done, within which limits, where each clause comes from, and what can be changed. */
export function StandingOf({ work, slug }: { work: string; slug: string | undefined }) {
  const { t } = useTranslation();
  const standing = useStanding(work);
  const settle = useSettle(work);
  const [opened, setOpened] = useState<Opened>();
  const told = standing.data;
  if (told === undefined) return <Waiting error={standing.error} again={() => void standing.refetch()} />;
  const close = (): void => setOpened(undefined);
  return (
    <div className={css["stack"]}>
      <div className={css["block"]}>
        <p className={css["name"]}>{told.name ?? told.line.split(";")[0]}</p>
        {told.summary !== null && <p>{told.summary}</p>}
        <p className={css["small"]}>
          {told.says}{" "}
          {told.deed !== null && (
            <a href={told.deed} rel="noreferrer" target="_blank">
              {t("rights.terms.deed")}
            </a>
          )}
        </p>
        {told.holders.length > 0 && <p className={css["small"]}>{t("rights.terms.holders", { holders: told.holders.join(", ") })}</p>}
      </div>
      {told.halted !== null && (
        <div className={css["halted"]} role="status">
          <p>{told.halted.says}</p>
          {told.halted.kind === "disputed" && told.halted.work === work && (
            <Button small icon={Undo2} isDisabled={settle.isPending} onPress={() => settle.mutate({ because: "" })}>
              {t("rights.dispute.settle")}
            </Button>
          )}
        </div>
      )}
      {told.conflicts.length > 0 && <Conflicts conflicts={told.conflicts} slug={slug} result={work} />}
      <Stances told={told} />
      <div className={css["row"]}>
        <Button icon={FilePen} onPress={() => setOpened("state")}>{t("rights.state.act")}</Button>
        <Button icon={Tag} onPress={() => setOpened("offer")}>{t("rights.offer.act")}</Button>
        <Button icon={Ban} weight="quiet" onPress={() => setOpened("withdraw")}>{t("rights.withdraw.act")}</Button>
        <Button icon={Gavel} weight="quiet" onPress={() => setOpened("dispute")}>{t("rights.dispute.act")}</Button>
      </div>
      <Grants work={work} />
      <Rest told={told} />
      {told.parents.length > 0 && <StandsOn told={told} />}
      <Witnesses told={told} work={work} />
      <History work={work} />
      {opened === "state" && <Stating work={work} onClose={close} />}
      {opened === "offer" && <Offering work={work} onClose={close} />}
      {opened === "withdraw" && <Withdrawing work={work} onClose={close} />}
      {opened === "dispute" && <Disputing work={work} onClose={close} />}
    </div>
  );
}

const stanceOf = (rule: unknown): "yes" | "within" | "no" => (rule === "permitted" ? "yes" : rule === "prohibited" ? "no" : "within");
const STANCES = [["yes", CircleCheck], ["within", CircleDashed], ["no", Ban]] as const;

/** Three columns: what may be done, what within limits, what not without asking. */
function Stances({ told }: { told: Standing }) {
  const { t } = useTranslation();
  const actions = Object.entries((told.terms["actions"] ?? {}) as Record<string, unknown>);
  return (
    <div className={css["stances"]}>
      {STANCES.map(([stance, Icon]) => {
        const among = actions.map(([name, rule], place) => ({ name, rule, says: told.lines[place] ?? "" })).filter(({ rule }) => stanceOf(rule) === stance);
        return among.length === 0 ? null : (
          <div key={stance} data-stance={stance}>
            <h3>
              <Icon aria-hidden size={18} />
              {t(`rights.terms.${stance}`)}
            </h3>
            <ul>
              {among.map(({ name, says }) => (
                <li key={name}>
                  {t(`rights.actions.${name}`)}
                  {stance === "within" && <span className={css["small"]}> {/\((.*)\)/.exec(says)?.[1] ?? ""}</span>}
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </div>
  );
}

interface PriceOf {
  basis: string;
  currency: string;
  amount?: number;
  percent?: string;
  actions: readonly string[];
  tiers?: unknown;
}

/** The other sentences of the terms: duties, prices, training, moral rights; what is covered, what asks for care. */
function Rest({ told }: { told: Standing }) {
  const { t } = useTranslation();
  // Prices are told as prices; a sentence that counts the smallest unit of a currency is for programs.
  const prices = ((told.terms["prices"] ?? []) as readonly PriceOf[]).filter((one) => one.tiers === undefined);
  const rest = told.lines.slice(Object.keys((told.terms["actions"] ?? {}) as object).length).filter((line) => prices.length === 0 || !/\d+\s[A-Z]{3}\b/.test(line));
  const priced = prices.map((one) => t(`rights.terms.price.${one.basis}`, { amount: money(one.amount ?? 0, one.currency), percent: one.percent ?? "", actions: one.actions.map((name) => t(`rights.actions.${name}`)).join(", ") }));
  const also = [
    { title: t("rights.terms.prices"), lines: priced },
    { title: t("rights.terms.rest"), lines: rest },
    { title: t("rights.terms.covered"), lines: told.covered.map((one) => one.says) },
    { title: t("rights.terms.cautions"), lines: told.cautions.map((one) => one.says) },
  ];
  return (
    <>
      {also
        .filter(({ lines }) => lines.length > 0)
        .map(({ title, lines }) => (
          <div key={title} className={css["block"]}>
            <h3>{title}</h3>
            <ul className={css["facts"]}>
              {[...new Set(lines)].map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        ))}
    </>
  );
}

function StandsOn({ told }: { told: Standing }) {
  const { t } = useTranslation();
  return (
    <div className={css["block"]}>
      <h3>{t("rights.terms.inherits")}</h3>
      <ul className={css["facts"]}>
        {told.parents.map((one) => (
          <li key={one.work}>
            <span>
              <Link href={`/w/${one.work}`}>{one.title}</Link>
              {one.holders.length > 0 && ` · ${one.holders.join(", ")}`}
            </span>
            <span className={css["small"]}>{[t(`rights.terms.relations.${one.relation}`), ...one.licence].join(" · ")}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Witnesses({ told, work }: { told: Standing; work: string }) {
  const { t } = useTranslation();
  if (told.witnesses.length === 0) return null;
  return (
    <details className={css["fold"]}>
      <summary>{t("rights.terms.witnesses")}</summary>
      <div className={css["wide"]}>
        <table className={css["table"]}>
          <thead>
            <tr>
              <th scope="col">{t("rights.terms.clause")}</th>
              <th scope="col">{t("rights.terms.works")}</th>
            </tr>
          </thead>
          <tbody>
            {told.witnesses.map((one) => (
              <tr key={one.clause}>
                <td data-label={t("rights.terms.clause")}>{one.says}</td>
                <td data-label={t("rights.terms.works")}>
                  <span>
                    {one.from.map((from, place) => (
                      <span key={from.work}>
                        {place > 0 && ", "}
                        {from.work === work ? from.title : <Link href={`/w/${from.work}`}>{from.title}</Link>}
                      </span>
                    ))}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** Every act on these terms: who stated, permitted, withdrew, disputed, when and why. */
function History({ work }: { work: string }) {
  const { t } = useTranslation();
  const acts = useTermsActs(work).data ?? [];
  return (
    <div className={css["block"]}>
      <h3>{t("rights.terms.history")}</h3>
      {acts.length === 0 && <p className={css["small"]}>{t("rights.terms.noHistory")}</p>}
      <ul className={css["facts"]}>
        {acts.map((one) => (
          <li key={one.act}>
            <span>
              <Scale aria-hidden size={14} style={{ display: "inline", marginInlineEnd: 6 }} />
              <strong>{one.by.map((who) => who.name).join(", ")}</strong> {t(`rights.terms.kinds.${one.state === "settled" ? "settled" : one.kind}`)}
              {one.template !== null && ` · ${one.template}`}
              {one.because !== "" && ` · ${t("work.because", { reason: one.because })}`}
            </span>
            <span className={css["small"]}>
              <Link href={`/record?act=${one.act}`}>{t("rights.terms.historyAct", { act: one.act })}</Link> · <span title={moment(one.at)}>{ago(one.at)}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
