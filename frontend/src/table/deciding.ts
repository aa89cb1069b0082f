import { Ban, Bookmark, Check, Contrast, LayoutGrid, Minus, Palette, PanelTop, Plus, Scale, Shuffle, Swords, Undo2, X } from "lucide-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { keys, useDecide, useDecideIdea, useMakeDrafts } from "../api/queries";
import type { RoundKind, WorkRow } from "../api/types";
import type { Action } from "../app/actions";
import { announce } from "../app/announce";
import { tellError, tellNote } from "../app/pieces";
import type { Session, Works } from "./session";
import type { Card } from "./shapes";

export const nameOf = (row: WorkRow): string => (row.number === null ? row.title : `${row.number} ${row.title}`);

type Verdict = "choose" | "keep" | "refuse" | "undo";

/** Decide on works, one act each, and offer to take it back. */
export function useDecisions(slug: string) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const work = useDecide(slug);
  const idea = useDecideIdea(slug);
  // What a person decides, they decide on what they saw: a decision that somebody else took meanwhile is not overruled unseen.
  // What is taken back is named, and so is what is decided: the act that says so. Answers the act that stands then.
  const send = async (row: WorkRow, kind: Verdict, because: string, about: number | null): Promise<number | null> => {
    // A choice is of the whole run: it takes the place of the one that is seen here, and of no other.
    const chosen = kind === "choose" ? standing(queries.getQueryData<WorkRow[]>(keys.works(slug)), row) : undefined;
    const guard = kind === "undo" ? { act: about } : { seen: about ?? 0, ...(chosen === undefined ? {} : { instead_of: chosen }) };
    const wish = { work: row.id, decision: { kind, because, ...guard } };
    const told = await (row.kind === "idea" ? idea.mutateAsync(wish) : work.mutateAsync(wish));
    return told.decided;
  };
  return async (rows: readonly WorkRow[], kind: Verdict, because = ""): Promise<void> => {
    const stand = new Map(rows.map((row) => [row.id, row.decided]));
    const each = (these: readonly WorkRow[], verdict: Verdict, words: string): Promise<WorkRow[]> =>
      eachOf(these, async (row) => void stand.set(row.id, await send(row, verdict, words, stand.get(row.id) ?? null)));
    const decided = await each(rows, kind, because);
    if (decided.length === 0) return;
    const told = t(`table.decided.${kind}`, { count: decided.length, name: named(decided) });
    if (kind === "undo") {
      tellNote(told);
      return;
    }
    const takeBack = async (): Promise<void> => {
      const back = await each(decided, "undo", "");
      if (back.length > 0) tellNote(t("table.decided.undo", { count: back.length, name: named(back) }));
    };
    // The decision stands at once; a reason that is given after it is a later act that says the same, with why.
    const why = async (words: string): Promise<void> => {
      if ((await each(decided, kind, words)).length > 0) announce(t("table.decided.because", { reason: words }));
    };
    tellNote(told, { label: t("shell.undo"), run: () => void takeBack() }, because === "" ? (words) => void why(words) : undefined);
  };
}

/** The act of the choice that stands in a draft's run, 0 where none does; undefined where this page does not know. */
export function standing(rows: readonly WorkRow[] | undefined, row: WorkRow): number | undefined {
  return rows === undefined || row.kind !== "draft" ? undefined : (rows.find((one) => one.kind === "draft" && one.run === row.run && one.state === "chosen")?.decided ?? 0);
}

/** How many works are told by their names; of more, how many more they are. */
const NAMED = 6;
const named = (rows: readonly WorkRow[]): string => [...rows.slice(0, NAMED).map(nameOf), ...(rows.length > NAMED ? [`+${rows.length - NAMED}`] : [])].join(", ");

/**
 * Do something with each work, one after the other, and answer those for which it was done: what goes wrong with one keeps
 * none of the others from it, and is told once.
 */
export async function eachOf(rows: readonly WorkRow[], act: (row: WorkRow) => Promise<void>, tell: (error: Error) => void = tellError): Promise<WorkRow[]> {
  const done: WorkRow[] = [];
  let wrong: Error | undefined;
  for (const row of rows) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- each is an act of its own on one record, in the order in which they lie.
      await act(row);
      done.push(row);
    } catch (error) {
      wrong ??= error as Error;
    }
  }
  if (wrong !== undefined) tell(wrong);
  return done;
}

/** The run that the latest ideas are of: those of an earlier brief are numbered by themselves, and no drafts come of them. */
const latestRun = (works: Works): string | null | undefined =>
  [...works.values()].filter((row) => row.kind === "idea").reduce<WorkRow | undefined>((last, row) => (last === undefined || row.act > last.act ? row : last), undefined)?.run;

const isOpen = (row: WorkRow): boolean => row.state === "draft" || row.state === "open";
const canDecide = (row: WorkRow): boolean => row.kind === "draft" || row.kind === "idea";

/** What can be decided on the works among the selected cards, and what rounds can start from them. */
export function useDecideActions(session: Session, selected: readonly Card[], works: Works): Action[] {
  const navigate = useNavigate();
  const { t } = useTranslation();
  const decide = useDecisions(session.slug);
  const drafting = useMakeDrafts(session.slug);
  const { board } = session;
  const rows = selected.flatMap((card) => (card.work === undefined ? [] : (works.get(card.work) ?? [])));
  const deciding = rows.filter(canDecide);
  const drafts = rows.filter((row) => row.kind === "draft");
  const pictures = rows.filter((row) => row.image !== null || row.modality === "image");
  const alone = deciding.length === 1 ? deciding[0] : undefined;
  const round = drafts[0]?.round ?? undefined;
  const ask = (kind: RoundKind, many = 1): Action["run"] => () =>
    board.question.set({ kind: "round", round: kind, works: drafts.slice(0, many).map((row) => row.id) });
  // An idea is chosen by having drafts made of it: the same key as among the ideas.
  const idea = alone?.kind === "idea" ? alone : undefined;
  const draftsOf = (row: WorkRow): void => {
    if (row.number === null || row.run !== latestRun(works)) tellNote(t("table.told.earlierIdea"));
    else if (row.state === "refused") tellNote(t("table.told.refusedIdea"));
    else drafting.mutate({ idea: row.number }, { onError: tellError, onSuccess: () => tellNote(t("table.told.drafting", { number: row.number })) });
  };
  return [
    idea === undefined
      ? { id: "decide.choose", label: "table.act.choose", key: "c", group: "decide", icon: Check, enabled: alone !== undefined && alone.state !== "chosen", run: () => void decide(deciding, "choose") }
      : { id: "decide.choose", label: "ideas.draftsOfThis", key: "c", group: "decide", icon: LayoutGrid, enabled: !drafting.isPending, run: () => draftsOf(idea) },
    { id: "decide.refuse", label: "table.act.refuse", key: "r", group: "decide", icon: X, enabled: deciding.some((row) => row.state !== "refused"), run: () => board.question.set({ kind: "refuse", works: deciding.map((row) => row.id) }) },
    { id: "decide.keep", label: "table.act.keep", key: "g", group: "decide", icon: Bookmark, enabled: deciding.some((row) => row.state !== "kept"), run: () => void decide(deciding, "keep") },
    { id: "decide.undo", label: "table.act.undecide", key: "shift+u", group: "decide", icon: Undo2, enabled: deciding.some((row) => !isOpen(row)), run: () => void decide(deciding.filter((row) => !isOpen(row)), "undo") },
    { id: "round.more", label: "table.act.more", key: "shift+m", group: "round", icon: Plus, enabled: drafts.length === 1, run: ask("more") },
    { id: "round.less", label: "table.act.less", key: "shift+l", group: "round", icon: Minus, enabled: drafts.length === 1, run: ask("less") },
    { id: "round.mix", label: "table.act.mix", key: "shift+x", group: "round", icon: Shuffle, enabled: drafts.length === 2, run: ask("mix", 2) },
    { id: "round.opposite", label: "table.act.opposite", key: "shift+o", group: "round", icon: Contrast, enabled: drafts.length === 1, run: ask("opposite") },
    { id: "round.palette", label: "table.act.palette", key: "shift+p", group: "round", icon: Palette, enabled: drafts.length === 1, run: ask("palette") },
    { id: "round.none", label: "table.act.none", key: "shift+n", group: "round", icon: Ban, enabled: round !== undefined, run: () => round !== undefined && board.question.set({ kind: "refuse-round", round, run: drafts[0]?.run ?? null }) },
    { id: "work.compare", label: "table.act.compare", key: "k", group: "work", icon: Scale, enabled: pictures.length >= 2 && pictures.length <= 9, run: () => void navigate(`/p/${session.slug}/compare?works=${pictures.map((row) => row.id).join(",")}`) },
    { id: "work.tournament", label: "table.act.tournament", group: "work", icon: Swords, enabled: [...works.values()].filter((row) => row.kind === "draft" && isOpen(row)).length >= 2, run: () => void navigate(`/p/${session.slug}/compare?mode=tournament${pictures.length >= 3 ? `&works=${pictures.map((row) => row.id).join(",")}` : ""}`) },
    { id: "work.open", label: "table.act.open", key: "shift+enter", group: "work", icon: PanelTop, enabled: rows.length === 1, run: () => rows[0] !== undefined && void navigate(`/w/${rows[0].id}`) },
  ];
}
