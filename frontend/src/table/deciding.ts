import { Ban, Bookmark, Check, Contrast, Minus, Palette, PanelTop, Plus, Scale, Shuffle, Swords, Undo2, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useDecide, useDecideIdea } from "../api/queries";
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
  const work = useDecide(slug);
  const idea = useDecideIdea(slug);
  // What a person decides, they decide on what they saw: a decision that somebody else took meanwhile is not overruled unseen.
  // What is taken back is named, and so is what is decided: the act that says so. Answers the act that stands then.
  const send = async (row: WorkRow, kind: Verdict, because: string, about: number | null): Promise<number | null> => {
    const wish = { work: row.id, decision: { kind, because, ...(kind === "undo" ? { act: about } : { seen: about ?? 0 }) } };
    const told = await (row.kind === "idea" ? idea.mutateAsync(wish) : work.mutateAsync(wish));
    return told.decided;
  };
  return async (rows: readonly WorkRow[], kind: Verdict, because = ""): Promise<void> => {
    const stand = new Map<string, number | null>();
    try {
      for (const row of rows) stand.set(row.id, await send(row, kind, because, row.decided));
    } catch (error) {
      tellError(error as Error);
      return;
    }
    const told = t(`table.decided.${kind}`, { count: rows.length, name: rows.map(nameOf).join(", ") });
    if (kind === "undo") {
      tellNote(told);
      return;
    }
    const takeBack = async (): Promise<void> => {
      for (const row of rows) await send(row, "undo", "", stand.get(row.id) ?? null);
    };
    const undo = { label: t("shell.undo"), run: () => void takeBack().catch(tellError) };
    // The decision stands at once; a reason that is given after it is a later act that says the same, with why.
    const why = async (words: string): Promise<void> => {
      for (const row of rows) stand.set(row.id, await send(row, kind, words, stand.get(row.id) ?? null));
      announce(t("table.decided.because", { reason: words }));
    };
    tellNote(told, undo, because === "" ? (words) => void why(words).catch(tellError) : undefined);
  };
}

const isOpen = (row: WorkRow): boolean => row.state === "draft" || row.state === "open";
const canDecide = (row: WorkRow): boolean => row.kind === "draft" || row.kind === "idea";

/** What can be decided on the works among the selected cards, and what rounds can start from them. */
export function useDecideActions(session: Session, selected: readonly Card[], works: Works): Action[] {
  const navigate = useNavigate();
  const decide = useDecisions(session.slug);
  const { board } = session;
  const rows = selected.flatMap((card) => (card.work === undefined ? [] : (works.get(card.work) ?? [])));
  const deciding = rows.filter(canDecide);
  const drafts = rows.filter((row) => row.kind === "draft");
  const pictures = rows.filter((row) => row.image !== null || row.modality === "image");
  const alone = deciding.length === 1 ? deciding[0] : undefined;
  const round = drafts[0]?.round ?? undefined;
  const ask = (kind: RoundKind, many = 1): Action["run"] => () =>
    board.question.set({ kind: "round", round: kind, works: drafts.slice(0, many).map((row) => row.id) });
  return [
    { id: "decide.choose", label: "table.act.choose", key: "c", group: "decide", icon: Check, enabled: alone !== undefined && alone.state !== "chosen", run: () => void decide(deciding, "choose") },
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
