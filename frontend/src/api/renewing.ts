import type { QueryClient } from "@tanstack/react-query";
import { ask } from "./client";
import { keys } from "./keys";
import type { Act, Page, WorkRow } from "./types";

/* A project that grew is not read again whole: its list of works is brought up to date by what changed since. */

/** The latest act that a list of works knows of, by project. */
const heads = new Map<string, number>();

/** How many of the latest acts the table's foot shows at most. */
export const STRIP = 200;

/** All works of a project, and where the next look at them begins. */
export async function readWorks(slug: string, signal: AbortSignal): Promise<WorkRow[]> {
  const { rows, head } = await pages(slug, undefined, signal);
  if (head !== undefined) heads.set(slug, head);
  return rows;
}

async function pages(slug: string, since: number | undefined, signal?: AbortSignal): Promise<{ rows: WorkRow[]; head: number | undefined }> {
  const rows: WorkRow[] = [];
  let head: number | undefined;
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: "200", ...(since === undefined ? {} : { since: String(since) }), ...(cursor === undefined ? {} : { cursor }) });
    // oxlint-disable-next-line no-await-in-loop -- a page says where the next begins.
    const page: Page<WorkRow> = await ask(`/projects/${encodeURIComponent(slug)}/works?${query}`, signal === undefined ? {} : { signal });
    rows.push(...page.items);
    // What was added while the pages came is looked at again.
    head ??= page.head ?? undefined;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return { rows, head };
}

/** Rows with those that changed in their places, and new ones at the end. */
export function patched(rows: readonly WorkRow[], changed: readonly WorkRow[]): WorkRow[] {
  const now = new Map(changed.map((row) => [row.id, row]));
  const kept = rows.map((row) => now.get(row.id) ?? row);
  const known = new Set(rows.map((row) => row.id));
  return [...kept, ...changed.filter((row) => !known.has(row.id))];
}

/** What is known of a project besides its works and latest acts, and the kinds of acts that touch it. */
const DECIDING = ["choose", "keep", "refuse", "reopen"];
const PARTS: Readonly<Record<string, readonly string[]>> = {
  brief: ["import", "commission"],
  ideas: ["propose", "erase", ...DECIDING],
  taste: ["reset-taste", "edit", "match", "rematch", "erase", ...DECIDING],
  tournaments: ["tournament", "match", "rematch", "erase"],
  partners: ["propose", "generate", "rerun"],
  invitations: ["invite", "dismiss"],
  rounds: ["compose", "erase", ...DECIDING],
  versions: [],
};

/** Whether acts of these kinds touch a part of a project that is kept under this name; any may, when none are known. */
export const touches = (part: string, kinds: readonly string[] | undefined): boolean => kinds === undefined || !(part in PARTS) || kinds.some((kind) => PARTS[part]?.includes(kind));

const turns = new Map<string, Promise<void>>();

/** Bring what is known of a project up to date: after so many new acts, else after whatever may have happened. */
export function renew(queries: QueryClient, slug: string, acts?: number): Promise<void> {
  const after = turns.get(slug) ?? Promise.resolve();
  const turn = after.then(() => renewNow(queries, slug, acts)).catch(() => queries.invalidateQueries({ queryKey: keys.project(slug) }));
  turns.set(slug, turn);
  return turn;
}

async function renewNow(queries: QueryClient, slug: string, acts?: number): Promise<void> {
  const newest = acts === undefined ? undefined : await ask<Page<Act>>(`/acts?project=${encodeURIComponent(slug)}&limit=${Math.min(STRIP, acts)}`);
  const kinds = newest?.items.map((act) => act.kind);
  if (newest !== undefined) {
    queries.setQueryData<Page<Act>>(keys.strip(slug), (strip) => {
      if (strip === undefined) return strip;
      const fresh = new Set(newest.items.map((act) => act.seq));
      return { ...strip, items: [...newest.items, ...strip.items.filter((act) => !fresh.has(act.seq))].slice(0, STRIP) };
    });
  }
  await renewWorks(queries, slug);
  await queries.invalidateQueries({
    queryKey: keys.project(slug),
    predicate: ({ queryKey }) => {
      const part = String(queryKey[2]);
      if (part === "works") return Object.keys((queryKey[3] ?? {}) as object).length > 0;
      if (part === "strip") return newest === undefined;
      return touches(part, kinds);
    },
  });
}

async function renewWorks(queries: QueryClient, slug: string): Promise<void> {
  const key = keys.works(slug);
  const since = heads.get(slug);
  if (since === undefined || queries.getQueryData(key) === undefined) {
    await queries.invalidateQueries({ queryKey: key, exact: true });
    return;
  }
  const { rows, head } = await pages(slug, since);
  if (rows.length > 0) queries.setQueryData<WorkRow[]>(key, (known) => known && patched(known, rows));
  if (head !== undefined) heads.set(slug, head);
}

/** A row that an answer brought, shown at once. */
export function showRow(queries: QueryClient, slug: string, row: WorkRow): void {
  queries.setQueryData<WorkRow[]>(keys.works(slug), (known) => known && patched(known, [row]));
}
