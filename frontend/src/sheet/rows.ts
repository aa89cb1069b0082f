import type { Round, WorkRow } from "../api/types";
import type { RowTold } from "../table/labels";

/** A row of the sheet: what led to it, and the drafts that came of it. */
export interface Row {
  readonly id: string;
  readonly told: RowTold;
  /** Who asked, where somebody did, and why in their words. */
  readonly asked: string;
  readonly because: string;
  readonly works: readonly WorkRow[];
  /** How many variants were asked for, where there were fewer to be had. */
  readonly short?: number | undefined;
}

const BARE: RowTold = { row: "sheet", brief: undefined, sheet: undefined, round: undefined, idea: undefined, kind: undefined, of: [], keep: [] };

/** The drafts of a project in rows, the latest first: each round under what led to it, the corrections of a draft together. */
export function rowsOf(rounds: readonly Round[], drafts: ReadonlyMap<string, WorkRow>): Row[] {
  const sheets = rounds.filter((round) => round.kind === "sheet").toSorted((one, other) => one.act - other.act);
  const rows: { at: number; row: Row }[] = rounds.map((round) => {
    const works = round.works.flatMap((id) => drafts.get(id) ?? []);
    const told: RowTold =
      round.kind === "sheet"
        ? { ...BARE, sheet: sheets.indexOf(round) + 1 }
        : round.kind === "ask"
          ? { ...BARE, row: "answer" }
          : { ...BARE, row: "round", round: round.number, kind: round.kind, of: commonNumbers(works, drafts) };
    const asked = round.kind === "sheet" || round.by.kind === "rule" ? "" : round.by.name;
    return { at: round.act, row: { id: `${round.run} ${round.number}`, told, asked, because: round.kind === "sheet" ? "" : round.because, works, short: round.short ? round.asked : undefined } };
  });
  const placed = new Set(rounds.flatMap((round) => round.works));
  const corrected = new Map<number, WorkRow[]>();
  for (const draft of drafts.values()) {
    if (placed.has(draft.id)) continue;
    const of = draft.edited ?? 0;
    corrected.set(of, [...(corrected.get(of) ?? []), draft]);
  }
  for (const [of, works] of corrected) {
    const at = Math.max(...works.map((row) => row.act));
    rows.push({ at, row: { id: `corrections ${of}`, told: { ...BARE, row: of === 0 ? "other" : "correction", of: of === 0 ? [] : [String(of)] }, asked: "", because: "", works } });
  }
  return rows.toSorted((one, other) => other.at - one.at).flatMap(({ row }) => (row.works.length === 0 ? [] : [row]));
}

/** The numbers of the drafts from which all of these came. */
function commonNumbers(works: readonly WorkRow[], drafts: ReadonlyMap<string, WorkRow>): string[] {
  const [first, ...others] = works;
  return (first?.parents ?? [])
    .filter((id) => others.every((row) => row.parents.includes(id)))
    .flatMap((id) => drafts.get(id)?.number ?? [])
    .map(String);
}
