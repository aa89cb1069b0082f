import { Ban, BadgeCheck, CircleCheck, CircleDashed, FilePen, Gavel, Handshake, Scale, Tag, Undo2 } from "lucide-react";
import { useState } from "react";
import { Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useMe } from "../api/queries";
import { ago, moment } from "../app/dates";
import { Button, Waiting } from "../app/pieces";
import { useSettle, useStanding, useTermsActs, type Action, type Standing, type TermsAct } from "./api";
import { Conflicts } from "./conflicts";
import { Grants } from "./granting";
import css from "./rights.module.css";
import { Approving, Disputing, Offering, Renewing, Stating, Withdrawing } from "./stating";

type Opened = "state" | "offer" | "withdraw" | "dispute" | "renew" | "approve";

/** What a work is under: what may be done, within which limits, where each clause comes from, and what can be changed. */
export function StandingOf({ work, slug }: { work: string; slug: string | undefined }) {
  const { t } = useTranslation();
  const standing = useStanding(work);
  const settle = useSettle(work);
  const [opened, setOpened] = useState<Opened>();
  const me = useMe().data?.party?.id;
  const told = standing.data;
  if (told === undefined) return <Waiting error={standing.error} again={() => void standing.refetch()} />;
  const close = (): void => setOpened(undefined);
  // Who decides about a work made here: its holders and those who directed it.
  const mine = told.decide.length === 0 || told.decide.some((one) => one.party === me);
  const reviewed = (told.terms["derivatives"] as { reviewed?: boolean } | undefined)?.reviewed === true;
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
          {told.halted.kind === "withdrawn" && mine && (
            <Button small icon={Handshake} onPress={() => setOpened("renew")}>
              {t("rights.renew.act")}
            </Button>
          )}
        </div>
      )}
      {told.halted === null && told.published !== null && <p className={css["said"]}>{told.published}</p>}
      {told.conflicts.length > 0 && <Conflicts conflicts={told.conflicts} slug={slug} result={work} resolved={told.resolved} />}
      <Stances told={told} />
      <div className={css["row"]}>
        <Button icon={FilePen} isDisabled={!mine} onPress={() => setOpened("state")}>{t("rights.state.act")}</Button>
        <Button icon={Tag} isDisabled={!mine} onPress={() => setOpened("offer")}>{t("rights.offer.act")}</Button>
        {reviewed && <Button icon={BadgeCheck} isDisabled={!mine} onPress={() => setOpened("approve")}>{t("rights.approve.act")}</Button>}
        <Button icon={Ban} weight="quiet" isDisabled={!mine} onPress={() => setOpened("withdraw")}>{t("rights.withdraw.act")}</Button>
        <Button icon={Gavel} weight="quiet" onPress={() => setOpened("dispute")}>{t("rights.dispute.act")}</Button>
      </div>
      {!mine && <p className={css["small"]}>{t("rights.terms.decide", { names: told.decide.map((one) => one.name).join(", ") })}</p>}
      <Grants work={work} />
      <Rest told={told} />
      {told.parents.length > 0 && <StandsOn told={told} />}
      <Witnesses told={told} work={work} />
      <History work={work} />
      {opened === "state" && <Stating work={work} onClose={close} />}
      {opened === "offer" && <Offering work={work} onClose={close} />}
      {opened === "renew" && told.halted !== null && <Renewing work={work} actions={told.halted.actions as readonly Action[]} onClose={close} />}
      {opened === "approve" && <Approving work={work} onClose={close} />}
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

/** The other sentences of the terms: duties, prices, training, moral rights; what is covered, what asks for care. */
function Rest({ told }: { told: Standing }) {
  const { t } = useTranslation();
  const duties = (told.terms["duties"] ?? {}) as { attribute?: readonly string[]; label_ai?: boolean; report_every_days?: number | null };
  // Behind the actions stand the consent to training and the duties, then the prices.
  const said = told.lines.slice(Object.keys((told.terms["actions"] ?? {}) as object).length);
  const first = 1 + Number((duties.attribute ?? []).length > 0) + Number(duties.label_ai === true) + Number(typeof duties.report_every_days === "number");
  const count = ((told.terms["prices"] ?? []) as readonly unknown[]).length;
  const priced = said.slice(first, first + count);
  const rest = [...said.slice(0, first), ...said.slice(first + count)];
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
              <Told act={one} />
              {one.template !== null && ` · ${one.name ?? one.template}`}
              {one.work !== work && one.title !== "" && (
                <>
                  {" · "}
                  <Link href={`/w/${one.work}`}>{one.title}</Link>
                </>
              )}
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

/** Who did what: a permission is told by whoever wrote it down, and whose it is. */
function Told({ act }: { act: TermsAct }) {
  const { t } = useTranslation();
  const named = (role: string): string => act.by.filter((who) => who.role === role).map((who) => who.name).join(", ");
  const all = act.by.map((who) => who.name).join(", ");
  const recorder = named("recorder");
  if (act.kind === "permit" && recorder !== "") return <>{t("rights.terms.kinds.reported", { by: recorder, who: named("licensor") })}</>;
  if (act.kind === "permit" && act.clauses.includes("derivatives.reviewed")) return <>{t("rights.terms.kinds.approved", { who: named("licensor") })}</>;
  const kind = act.state === "settled" ? "settled" : act.renewed.length > 0 ? "renewed" : act.kind;
  return (
    <>
      <strong>{act.kind === "permit" ? named("licensor") : all}</strong> {t(`rights.terms.kinds.${kind}`)}
    </>
  );
}
