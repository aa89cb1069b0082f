import { withQuery } from "./addresses";
import { ask } from "./client";
import type { Page } from "./types";

/** Every row of a list that comes in pages. */
export async function all<Row>(path: string, query: Record<string, string | number | undefined>, signal: AbortSignal): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<Row> = await ask(withQuery(path, { ...query, cursor, limit: 200 }), { signal });
    rows.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return rows;
}
