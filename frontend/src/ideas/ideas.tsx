import { Check, LayoutGrid, Lightbulb, Plus, Undo2 } from "lucide-react";
import { useState } from "react";
import { GridList, GridListItem, type Key } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { isOver } from "../api/jobs";
import { useIdeas, useJobs, useMakeDrafts, useMoreIdeas, useProject, useWorks } from "../api/queries";
import type { Idea, WorkRow } from "../api/types";
import { isEnabled, useActions, type Action } from "../app/actions";
import { JobHere } from "../app/jobs";
import { Button, Empty, Page, tellNote, Waiting } from "../app/pieces";
import { useSlug } from "../app/project";
import { useTitle } from "../app/title";
import { IDEAS } from "../home/beginning";
import { useDecisions } from "../table/deciding";
import { IdeaCard } from "./card";
import css from "./ideas.module.css";
import { Refusing } from "./refusing";

/** What could be shown, and how the words led there: kept, refused with a reason, or made into drafts. */
export function IdeasPage() {
  const { t } = useTranslation();
  const slug = useSlug();
  const navigate = useNavigate();
  const project = useProject(slug);
  const ideas = useIdeas(slug);
  const rows = useWorks(slug, { kind: "idea" });
  const jobs = useJobs(slug).filter((job) => !isOver(job));
  const decide = useDecisions(slug);
  const more = useMoreIdeas(slug);
  const drafts = useMakeDrafts(slug);
  const [current, setCurrent] = useState<string | null>(null);
  const [refusing, setRefusing] = useState<Idea | null>(null);
  useTitle(t("shell.tabs.ideas"), project.data?.title);

  const all = ideas.data ?? [];
  const { now, before } = byBrief(all, rows.data ?? []);
  const open = now.filter((idea) => idea.state !== "refused");
  const refused = now.filter((idea) => idea.state === "refused");
  // A supporting line that all ideas share says nothing of any.
  const differ = new Set(all.map(({ line }) => line)).size > 1;
  const idea = all.find(({ id }) => id === current);
  const finding = jobs.find((job) => job.kind === "ideas");
  const busy = jobs.some((job) => job.kind === "ideas" || job.kind === "drafts");

  // An idea as its card has it, decided on as it is seen here: what somebody else decided since is not overruled unseen.
  const cardOf = (one: Idea): WorkRow[] => (rows.data ?? []).filter((row) => row.id === one.id).map((row) => ({ ...row, state: one.state, decided: one.decided }));
  const keep = (one: Idea): void => void decide(cardOf(one), "keep");
  const undo = (one: Idea): void => void decide(cardOf(one), "undo");
  // A key is for the idea that has the focus: with none, it says so.
  const need = (one: Idea | undefined, act: (one: Idea) => void): void => (one === undefined ? tellNote(t("ideas.which")) : act(one));
  const make = (number?: number): void =>
    drafts.mutate(number === undefined ? {} : { idea: number }, { onSuccess: () => void navigate(`/p/${slug}/table`) });
  const find = (): void => more.mutate({ count: open.length + IDEAS });

  const decisions = (one: Idea | undefined): Action[] => [
    { id: "idea.drafts", label: "ideas.draftsOfThis", key: "c", group: "decide", icon: LayoutGrid, enabled: !busy && (one === undefined ? open.length > 0 : open.includes(one)), run: () => need(one, ({ number }) => make(number)) },
    { id: "idea.keep", label: "ideas.keep", key: "g", group: "decide", icon: Check, enabled: one === undefined || one.state === "open", run: () => need(one, keep) },
    { id: "idea.refuse", label: "ideas.refuse", key: "r", group: "decide", enabled: one === undefined || one.state !== "refused", run: () => need(one, setRefusing) },
    { id: "idea.undo", label: "ideas.undo", key: "shift+u", group: "decide", icon: Undo2, enabled: one !== undefined && one.state !== "open", run: () => need(one, undo) },
  ];
  const page: Action[] = [
    { id: "ideas.more", label: "ideas.more", key: "m", group: "ideas", icon: Plus, enabled: !busy, run: find },
    { id: "ideas.drafts", label: "ideas.drafts", key: "d", group: "ideas", icon: LayoutGrid, enabled: open.length > 0 && !busy, run: () => make() },
  ];
  useActions([...decisions(idea), ...page]);

  if (ideas.data === undefined) return <Waiting error={ideas.error} again={() => void ideas.refetch()} />;
  if (all.length === 0) {
    return finding === undefined ? (
      <Empty
        title={t("ideas.empty.title")}
        action={
          <Button weight="strong" icon={Lightbulb} onPress={find} isDisabled={more.isPending}>
            {t("ideas.empty.find")}
          </Button>
        }
      >
        {t("ideas.empty.lead")}
      </Empty>
    ) : (
      <Empty title={t("ideas.finding.title")}>
        <p>{t("ideas.finding.lead")}</p>
        <JobHere job={finding} />
      </Empty>
    );
  }
  const list = (these: Idea[], label: string) => (
    <div onFocus={() => setCurrent(idOf(document.activeElement))}>
    <GridList
      aria-label={label}
      items={these}
      layout="grid"
      selectionMode="none"
      keyboardNavigationBehavior="tab"
      className={css["list"] ?? ""}
      dependencies={[current, busy]}
    >
      {(one) => (
        <GridListItem id={one.id} textValue={`${one.number}. ${one.premise}`} className={css["item"] ?? ""}>
          <IdeaCard idea={one} withLine={differ} actions={decisions(one).filter((action) => isEnabled(action) || (action.id === "idea.drafts" && open.includes(one)))} />
        </GridListItem>
      )}
    </GridList>
    </div>
  );
  return (
    <Page
      title={t("ideas.title")}
      lead={t("ideas.lead", { count: open.length })}
      actions={
        <>
          <Button icon={Plus} shortcut="m" onPress={find} isDisabled={busy}>
            {t("ideas.more")}
          </Button>
          <Button weight="strong" shortcut="d" onPress={() => make()} isDisabled={busy || open.length === 0}>
            {t("ideas.drafts")}
          </Button>
        </>
      }
    >
      {finding !== undefined && (
        <div className={css["finding"]}>
          <JobHere job={finding} />
        </div>
      )}
      {list(open, t("ideas.title"))}
      {refused.length > 0 && (
        <section className={css["refused"]}>
          <h2>{t("ideas.refused", { count: refused.length })}</h2>
          {list(refused, t("ideas.refused", { count: refused.length }))}
        </section>
      )}
      {before.length > 0 && (
        <section className={css["refused"]}>
          <h2>{t("ideas.before", { count: before.length })}</h2>
          {list(before, t("ideas.before", { count: before.length }))}
        </section>
      )}
      <Refusing
        subject={refusing === null ? "" : refusing.premise}
        isOpen={refusing !== null}
        onClose={() => setRefusing(null)}
        onRefuse={(because) => {
          if (refusing !== null) void decide(cardOf(refusing), "refuse", because);
          setRefusing(null);
        }}
      />
    </Page>
  );
}

/** The ideas of the brief as it is now, and those of its earlier versions: their numbers begin again with each. */
function byBrief(ideas: readonly Idea[], rows: readonly WorkRow[]): { now: Idea[]; before: Idea[] } {
  const runs = new Map(rows.map((row) => [row.id, row.run]));
  const latest = rows.toSorted((one, other) => other.act - one.act)[0]?.run;
  const isNow = (idea: Idea): boolean => !runs.has(idea.id) || runs.get(idea.id) === latest;
  return { now: ideas.filter(isNow), before: ideas.filter((idea) => !isNow(idea)) };
}

/** The idea in which something has the focus: a list that Tab comes to hands it on before it hears of it itself. */
const idOf = (target: Element | null): string | null => {
  const key: Key | null = target?.closest("[role=row][data-key]")?.getAttribute("data-key") ?? null;
  return key;
};
