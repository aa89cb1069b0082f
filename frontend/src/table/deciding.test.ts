import { expect, it, vi } from "vitest";
import type { WorkRow } from "../api/types";

vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
const { eachOf, standing } = await import("./deciding");
const { askedFor } = await import("./partners");
const row = (id: string, more: Partial<WorkRow>): WorkRow => ({ id, kind: "draft", run: "r", state: "draft", decided: null, ...more }) as WorkRow;
const rows = ["a", "b", "c"].map((id) => ({ id }) as WorkRow);

it("decides on each work in its turn; one that fails keeps none of the others from it and is told once", async () => {
  const seen: string[] = [];
  const told: string[] = [];
  const act = async (one: WorkRow): Promise<void> => {
    await Promise.resolve();
    seen.push(one.id);
    if (one.id !== "c") throw new Error(`decided since: ${one.id}`);
  };
  const done = await eachOf(rows, act, (error) => told.push(error.message));
  expect([seen, done.map((one) => one.id), told]).toEqual([["a", "b", "c"], ["c"], ["decided since: a"]]);
});

it("knows the choice that stands in a draft's run, and says when it does not know", () => {
  const all = [row("a", {}), row("b", { state: "chosen", decided: 41 }), row("c", { run: "other", state: "chosen", decided: 7 })];
  expect([standing(all, row("a", {})), standing(all.slice(0, 1), row("a", {})), standing(undefined, row("a", {}))]).toEqual([41, 0, undefined]);
});

it("finds the sentence that drafts were asked for in, and on which, in what the record says of them", () => {
  const works = new Map(
    [
      { id: "d", kind: "draft", because: "", parents: [] },
      { id: "answer", kind: "draft", because: "plus calme", parents: ["idea", "d"] },
      { id: "idea", kind: "idea", because: "", parents: [] },
    ].map((one) => [one.id, one as unknown as WorkRow]),
  );
  expect(askedFor(["gone", "answer"], works)).toEqual({ say: "plus calme", works: ["d"] });
  expect(askedFor([], works)).toBeUndefined();
});
