import { describe, expect, it } from "vitest";
import type { WorkRow } from "../api/types";
import { struckIn } from "./shown";

const row = (id: string, more: Partial<WorkRow>): WorkRow =>
  ({ id, kind: "draft", run: "a", round: 1, act: 5, state: "draft", faults: [], decided_by: null, ...more }) as WorkRow;

describe("what checks struck out of a row", () => {
  const rows = [
    row("first", { act: 3 }),
    row("struck", { act: 4, state: "refused", faults: ["too close to 3"] }),
    row("refused", { act: 5, state: "refused", decided_by: { id: "ana", name: "Ana", kind: "person" } as WorkRow["decided_by"] }),
    row("elsewhere", { act: 6, round: 2, state: "refused", faults: ["too small"] }),
  ];
  const works = new Map(rows.map((one) => [one.id, one]));

  it("is of the row that began with the act, and of nobody's refusing", () => {
    expect(struckIn(3, works).map((one) => one.id)).toEqual(["struck"]);
  });

  it("is nothing where no draft is known by the act", () => {
    expect(struckIn(undefined, works)).toEqual([]);
    expect(struckIn(99, works)).toEqual([]);
  });
});
