import { Bookmark, Check, Contrast, Ellipsis, Frame, Minus, Palette, Plus, Undo2, X } from "lucide-react";
import { useMemo, useState } from "react";
import { GridList, GridListItem, Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { isOver } from "../api/jobs";
import { useJobs, useProject, useRounds, useWorks } from "../api/queries";
import type { RoundKind, WorkRow } from "../api/types";
import { isEnabled, keysOf, useActions, type Action } from "../app/actions";
import { JobHere } from "../app/jobs";
import { Button, ButtonLink, Empty, IconButton, Mark, Menu, Page, Select, StateBadge, Thumb, Waiting } from "../app/pieces";
import { useSlug } from "../app/project";
import { useTitle } from "../app/title";
import { Reason } from "../compare/reason";
import { nameOf, useDecisions } from "../table/deciding";
import { sayRow } from "../table/labels";
import { RoundDialog } from "../table/rounding";
import { isStruck, useShownWorks } from "../table/shown";
import { rowsOf } from "./rows";
import css from "./sheet.module.css";

const ROUNDS = ["more", "less", "opposite", "palette"] as const satisfies readonly RoundKind[];
const ICONS = { more: Plus, less: Minus, opposite: Contrast, palette: Palette } as const;
const SHOWN = ["all", "open", "chosen", "kept", "refused"] as const;

/** Every draft of a project in rows, each under what led to it: to be looked through and decided without a table. */
export function SheetPage() {
  const { t } = useTranslation();
  const slug = useSlug();
  const navigate = useNavigate();
  const project = useProject(slug);
  const rounds = useRounds(slug);
  // The list that the table keeps up to date, of which this page shows the drafts.
  const drafts = useWorks(slug);
  const mine = useMemo(() => drafts.data?.filter((row) => row.kind === "draft"), [drafts.data]);
  const works = useShownWorks(mine);
  const making = useJobs(slug).filter((job) => !isOver(job) && ["drafts", "round", "edit"].includes(job.kind));
  const decide = useDecisions(slug);
  const [current, setCurrent] = useState<string>();
  const [shown, setShown] = useState<(typeof SHOWN)[number]>("all");
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [refusing, setRefusing] = useState<WorkRow>();
  const [starting, setStarting] = useState<{ kind: RoundKind; row: WorkRow }>();
  useTitle(t("shell.tabs.sheet"), project.data?.title);

  const rows = useMemo(() => rowsOf(rounds.data ?? [], works), [rounds.data, works]);
  const isShown = (row: WorkRow): boolean => shown === "all" || (shown === "open" ? row.state === "open" || row.state === "draft" : row.state === shown);
  // What checks struck out is folded away, until somebody wants to see it.
  const visible = rows
    .map((row) => {
      const fitting = row.works.filter(isShown);
      const struck = fitting.filter(isStruck).length;
      const made = row.works.filter((one) => !isStruck(one)).length;
      return { ...row, struck, made, works: unfolded.has(row.id) ? fitting : fitting.filter((one) => !isStruck(one)) };
    })
    .filter((row) => row.works.length + row.struck > 0);
  const turn = (id: string): void => setUnfolded((now) => (now.has(id) ? new Set([...now].filter((one) => one !== id)) : new Set([...now, id])));

  const decisions = (row: WorkRow | undefined): Action[] => [
    { id: "decide.choose", label: "table.act.choose", key: "c", group: "decide", icon: Check, enabled: row !== undefined && row.state !== "chosen", run: () => row !== undefined && void decide([row], "choose") },
    { id: "decide.refuse", label: "table.act.refuse", key: "r", group: "decide", icon: X, enabled: row !== undefined && row.state !== "refused", run: () => setRefusing(row) },
    { id: "decide.keep", label: "table.act.keep", key: "g", group: "decide", icon: Bookmark, enabled: row !== undefined && row.state !== "kept", run: () => row !== undefined && void decide([row], "keep") },
    { id: "decide.undo", label: "table.act.undecide", key: "shift+u", group: "decide", icon: Undo2, enabled: row !== undefined && row.state !== "draft" && row.state !== "open", run: () => row !== undefined && void decide([row], "undo") },
  ];
  const starts = (row: WorkRow | undefined): Action[] =>
    ROUNDS.map((kind) => ({
      id: `round.${kind}`, label: `table.act.${kind}`, key: `shift+${kind === "palette" ? "p" : kind[0]}`, group: "round", icon: ICONS[kind], enabled: row !== undefined,
      run: () => row !== undefined && setStarting({ kind, row }),
    }));
  const at = current === undefined ? undefined : works.get(current);
  useActions([...decisions(at), ...starts(at)]);

  if (drafts.data === undefined || rounds.data === undefined) return <Waiting error={drafts.error ?? rounds.error} again={() => void drafts.refetch()} />;
  if (rows.length === 0) {
    return (
      <Empty title={t("sheet.empty.title")} action={making[0] === undefined ? <ButtonLink weight="strong" href={`/p/${slug}/ideas`}>{t("table.empty.ideas")}</ButtonLink> : <JobHere job={making[0]} />}>
        {t("sheet.empty.lead")}
      </Empty>
    );
  }
  return (
    <Page
      title={t("sheet.title")}
      lead={t("sheet.lead", { count: works.size })}
      actions={
        <>
          <Select label={t("sheet.show")} bare options={SHOWN.map((id) => ({ id, name: t(`sheet.states.${id}`) }))} value={shown} onChange={(id) => setShown(SHOWN.find((one) => one === id) ?? "all")} />
          <ButtonLink icon={Frame} href={`/p/${slug}/table`}>
            {t("sheet.table")}
          </ButtonLink>
        </>
      }
    >
      {making.map((job) => (
        <JobHere key={job.id} job={job} />
      ))}
      {visible.length === 0 && <p className={css["none"]}>{t("sheet.none")}</p>}
      {visible.map((row) => {
        const words = sayRow(row.told, t);
        return (
          <section key={row.id} className={css["row"]} aria-label={words}>
            <header>
              <h2>{words}</h2>
              {row.asked !== "" && (
                <p className={css["asked"]}>
                  <Mark kind="person" /> {t("sheet.askedBy", { name: row.asked })}
                </p>
              )}
              {row.because !== "" && <p className={css["because"]}>{t("work.because", { reason: row.because })}</p>}
              <p className={css["count"]}>{t("sheet.drafts", { count: row.works.length })}</p>
              {row.short !== undefined && <p className={css["asked"]}>{t("table.rows.short", { made: row.made, asked: row.short })}</p>}
              {row.struck > 0 && (
                <Button small weight="quiet" aria-expanded={unfolded.has(row.id)} onPress={() => turn(row.id)}>
                  {t("table.struck.count", { count: row.struck })}
                </Button>
              )}
            </header>
            <div onFocus={() => setCurrent(document.activeElement?.closest("[role=row][data-key]")?.getAttribute("data-key") ?? undefined)}>
              <GridList
                aria-label={words}
                items={row.works}
                layout="grid"
                selectionMode="none"
                keyboardNavigationBehavior="tab"
                className={css["grid"] ?? ""}
                onAction={(id) => void navigate(`/w/${id}`)}
              >
                {(one) => (
                  <GridListItem id={one.id} textValue={nameOf(one)} className={css["item"] ?? ""}>
                    <Draft row={one} decisions={decisions(one)} starts={starts(one)} />
                  </GridListItem>
                )}
              </GridList>
            </div>
          </section>
        );
      })}
      {refusing !== undefined && <Reason rows={[refusing]} onClose={() => setRefusing(undefined)} refuse={(because) => void decide([refusing], "refuse", because)} />}
      {starting !== undefined && <RoundDialog kind={starting.kind} works={[starting.row.id]} name={nameOf(starting.row)} slug={slug} onClose={() => setStarting(undefined)} />}
    </Page>
  );
}

/** One draft: its picture, its name, how it stands, and what can be decided; the keys are those of the table. */
function Draft({ row, decisions, starts }: { row: WorkRow; decisions: readonly Action[]; starts: readonly Action[] }) {
  const { t } = useTranslation();
  const more = [...decisions.filter((action) => action.id === "decide.undo" && isEnabled(action)), ...starts];
  const said = row.faults[0] ?? (row.reason === "" ? "" : t("work.because", { reason: row.reason }));
  return (
    <article className={css["draft"]} data-state={row.state}>
      <div className={css["picture"]}>
        <Thumb work={row.image} alt={row.headline ?? row.title} width={row.width} height={row.height} refused={row.state === "refused"} />
        <StateBadge state={row.state} />
      </div>
      <p className={css["name"]}>
        <Link href={`/w/${row.id}`}>
          <b>{row.number}</b> {row.title}
        </Link>{" "}
        <Mark kind={row.by.kind} />
      </p>
      {said !== "" && <p className={css["said"]}>{said}</p>}
      <div className={css["deeds"]}>
        {decisions.slice(0, 3).map((action) => (
          <IconButton key={action.id} small icon={action.icon ?? Plus} label={t(action.label)} shortcut={keysOf(action)[0]} isDisabled={!isEnabled(action)} onPress={action.run} />
        ))}
        <Menu label={t("sheet.more", { name: nameOf(row) })} groups actions={more} trigger={<IconButton small icon={Ellipsis} label={t("sheet.more", { name: nameOf(row) })} />} />
      </div>
    </article>
  );
}
