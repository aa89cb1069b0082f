import { Bookmark, Check, Contrast, Minus, Palette, Plus, Undo2, X } from "lucide-react";
import { useState } from "react";
import { Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { isOver } from "../api/jobs";
import { useActs, useJobs } from "../api/queries";
import type { RoundKind, WorkRow, WorkWhole } from "../api/types";
import { keysOf, useActions, type Action } from "../app/actions";
import { ago } from "../app/dates";
import { JobHere } from "../app/jobs";
import { Button, CredentialBadge, makersOf, MakersMark, Mark, Menu, StateBadge, tellNote } from "../app/pieces";
import { Reason } from "../compare/reason";
import { actorOf, kindOf, recordOf } from "../record/acts";
import { useDecisions } from "../table/deciding";
import { RoundDialog } from "../table/rounding";
import { nameOfKind } from "./names";
import css from "./work.module.css";

/** The rounds that start from one work. */
const ROUNDS = ["more", "less", "opposite", "palette"] as const satisfies readonly RoundKind[];
const DECISIONS = "choose,keep,refuse,reopen,allow";
const ICONS: Partial<Record<RoundKind, Action["icon"]>> = { more: Plus, less: Minus, opposite: Contrast, palette: Palette };

/** Beside the picture: how it was made, how it stands and why, and what can be decided now. */
export function Aside({ whole, slug }: { whole: WorkWhole; slug: string | undefined }) {
  const { t } = useTranslation();
  const row = whole.work;
  const decidable = slug !== undefined && (row.kind === "draft" || row.kind === "idea");
  return (
    <aside className={css["aside"]} aria-label={t("work.state")}>
      <p className={css["badges"]}>
        <StateBadge state={row.state} always={decidable} />
        <CredentialBadge credential={row.credential} />
      </p>
      <p>
        <MakersMark makers={makersOf(row)} words />
      </p>
      {row.faults.length > 0 ? (
        <ul className={css["faults"]}>
          {row.faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      ) : (
        row.reason !== "" && <blockquote className={css["reason"]}>{t("work.because", { reason: row.reason })}</blockquote>
      )}
      {row.colours.length > 0 && (
        <ul className={css["colours"]} aria-label={t("work.colours")}>
          {[...new Set(row.colours)].map((colour) => (
            <li key={colour} style={{ background: colour }} title={colour}>
              <span className="unseen">{colour}</span>
            </li>
          ))}
        </ul>
      )}
      {decidable && <Deciding row={row} slug={slug} />}
      <Decisions work={row.id} />
    </aside>
  );
}

function Deciding({ row, slug }: { row: WorkRow; slug: string }) {
  const { t } = useTranslation();
  const decide = useDecisions(slug);
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [refusing, setRefusing] = useState(false);
  const asked = search.get("round");
  const round = row.kind === "draft" ? ROUNDS.find((kind) => kind === asked) : undefined;
  const setRound = (kind: RoundKind | undefined): void => setSearch(kind === undefined ? {} : { round: kind }, { replace: true, preventScrollReset: true });
  const open = row.state === "draft" || row.state === "open";
  const making = useJobs(slug).find((job) => !isOver(job) && ["editions", "round", "edit"].includes(job.kind));
  const deciding: Action[] = [
    { id: "decide.choose", label: "table.act.choose", key: "c", group: "decide", icon: Check, enabled: row.state !== "chosen" && row.kind === "draft", run: () => void decide([row], "choose") },
    { id: "decide.refuse", label: "table.act.refuse", key: "r", group: "decide", icon: X, enabled: row.state !== "refused", run: () => setRefusing(true) },
    { id: "decide.keep", label: "table.act.keep", key: "g", group: "decide", icon: Bookmark, enabled: row.state !== "kept" && row.state !== "chosen", run: () => void decide([row], "keep") },
    { id: "decide.undo", label: "table.act.undecide", key: "shift+u", group: "decide", icon: Undo2, enabled: !open, run: () => void decide([row], "undo") },
  ];
  const rounds: Action[] = row.kind !== "draft" ? [] : ROUNDS.map((kind) => ({ id: `round.${kind}`, label: `table.act.${kind}`, key: `shift+${kind === "palette" ? "p" : kind[0]}`, group: "round", icon: ICONS[kind] ?? Plus, run: () => setRound(kind) }));
  useActions([...deciding, ...rounds]);
  const begun = (): void => tellNote(t("table.round.begun"), { label: t("work.table"), run: () => void navigate(`/p/${slug}/table`) });
  return (
    <div className={css["deciding"]}>
      <div className={css["row"]}>
        {deciding
          .filter((action) => action.enabled)
          .map((action) => (
            <Button key={action.id} weight={action.id === "decide.choose" ? "decision" : "plain"} shortcut={keysOf(action)[0]?.length === 1 ? keysOf(action)[0] : undefined} onPress={action.run}>
              {t(action.label)}
            </Button>
          ))}
        {rounds.length > 0 && <Menu label={t("work.round")} actions={rounds} trigger={<Button icon={Plus}>{t("work.round")}</Button>} />}
      </div>
      {making !== undefined && <JobHere job={making} />}
      {refusing && <Reason rows={[row]} refuse={(because) => void decide([row], "refuse", because)} onClose={() => setRefusing(false)} />}
      {round !== undefined && <RoundDialog kind={round} works={[row.id]} name={nameOfKind(t, row)} slug={slug} onClose={() => setRound(undefined)} begun={begun} />}
    </div>
  );
}

/** What was decided on this work, by whom and why, the latest first. */
function Decisions({ work }: { work: string }) {
  const { t } = useTranslation();
  const acts = useActs({ work, kind: DECISIONS });
  const rows = acts.data?.pages.flatMap((page) => page.items) ?? [];
  if (rows.length === 0) return null;
  return (
    <section className={css["decisions"]}>
      <h2>{t("work.decisions")}</h2>
      <ol>
        {rows.map((act) => (
          <li key={act.seq}>
            <Mark kind={kindOf(act)} /> <b>{actorOf(act)?.["name"]}</b> {act.what}
            {act.because !== "" && <span className={css["why"]}>{t("work.because", { reason: act.because })}</span>}
            <Link href={recordOf(act)}>{t("work.actAt", { act: act.seq, ago: ago(act.at) })}</Link>
          </li>
        ))}
      </ol>
      {acts.hasNextPage && (
        <Button small weight="quiet" onPress={() => void acts.fetchNextPage()}>
          {t("record.older")}
        </Button>
      )}
    </section>
  );
}
