import { QueryClient } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import { keys } from "./keys";
import { patched, readWorks, renew, touches } from "./renewing";
import type { WorkRow } from "./types";

vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
const row = (id: string, state = "draft"): WorkRow => ({ id, state }) as WorkRow;
const asked: string[] = [];
function answering(answers: Record<string, unknown>): void {
  asked.length = 0;
  vi.stubGlobal("fetch", (address: string) => {
    asked.push(address);
    const found = Object.entries(answers).find(([path]) => address.includes(path));
    return Promise.resolve(new Response(JSON.stringify(found?.[1] ?? {}), { headers: { "content-type": "application/json" } }));
  });
}
afterEach(() => vi.unstubAllGlobals());

test("rows that changed take their places, new ones come after", () => {
  expect(patched([row("a"), row("b")], [row("b", "kept"), row("c")]).map((one) => `${one.id} ${one.state}`)).toEqual(["a draft", "b kept", "c draft"]);
});

test("acts touch what they are about, unknown ones everything", () => {
  expect(["taste", "brief", "ideas", "row"].map((part) => touches(part, ["refuse"]))).toEqual([true, false, true, true]);
  expect(touches("brief", undefined)).toBe(true);
});

test("one act reads what came since it and not the project again", async () => {
  const queries = new QueryClient();
  answering({ "/works?": { items: [row("a"), row("b")], next: null, total: 2, head: 40 } });
  queries.setQueryData(keys.works("p"), await readWorks("p", new AbortController().signal));
  queries.setQueryData(keys.strip("p"), { items: [{ seq: 40 }], next: null, total: null });
  answering({ "since=40": { items: [row("b", "refused")], next: null, total: 1, head: 41 }, "/acts?": { items: [{ seq: 41, kind: "refuse" }], next: null, total: null } });
  await renew(queries, "p", 1);
  expect(queries.getQueryData<WorkRow[]>(keys.works("p"))?.map((one) => one.state)).toEqual(["draft", "refused"]);
  expect(queries.getQueryData<{ items: { seq: number }[] }>(keys.strip("p"))?.items.map((act) => act.seq)).toEqual([41, 40]);
  expect(asked).toHaveLength(2);
  answering({ "since=41": { items: [], next: null, total: 0, head: 41 } });
  await renew(queries, "p");
  expect(asked.some((address) => address.includes("since=41"))).toBe(true);
});
