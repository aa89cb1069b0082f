import { useMemo } from "react";
import { useChoices } from "../api/queries";
import type { Choices, WorkRow } from "../api/types";
import { firstOf } from "./labels";
import type { Works } from "./session";

/** Works by id, called as the table calls them: a design by its family, an edition by its format. */
export function useShownWorks(rows: readonly WorkRow[] | undefined): Works {
  const choices = useChoices().data;
  return useMemo(() => shownWorks(rows ?? [], choices), [rows, choices]);
}

export function shownWorks(rows: readonly WorkRow[], choices: Choices | undefined): Works {
  const families = new Map((choices?.families ?? []).map((one) => [String(one["id"]), String(one["label"])]));
  return new Map(rows.map((row) => [row.id, { ...row, title: titleOf(row, families) }]));
}

/** Struck out by a check and by nobody: such a draft was composed and did not hold. */
export const isStruck = (row: WorkRow): boolean => row.state === "refused" && (row.decided_by === null ? row.faults.length > 0 : row.decided_by.kind === "rule");

/** What checks struck out of the row that began with an act: these drafts have no card of their own unless somebody lays them down. */
export function struckIn(act: number | undefined, works: Works): readonly WorkRow[] {
  if (act === undefined) return NONE;
  let known = BY_ROW.get(works);
  if (known === undefined) BY_ROW.set(works, (known = new Map()));
  let rows = known.get(act);
  if (rows === undefined) known.set(act, (rows = lookedUp(act, works)));
  return rows;
}

const NONE: readonly WorkRow[] = [];
// The table is drawn from afar many times a second: what a row lost is looked up once for the works as they stand.
const BY_ROW = new WeakMap<Works, Map<number, readonly WorkRow[]>>();

function lookedUp(act: number, works: Works): readonly WorkRow[] {
  const first = firstOf(act, works);
  if (first === undefined || first.round === null) return NONE;
  return [...works.values()].filter((row) => row.kind === "draft" && row.run === first.run && row.round === first.round && isStruck(row));
}

function titleOf(row: WorkRow, families: ReadonlyMap<string, string>): string {
  if (row.kind === "draft") return (row.family === null ? undefined : families.get(row.family)) ?? row.title;
  if (row.kind === "edition") return row.title.split(" · ").at(-1) ?? row.title;
  return row.title;
}
