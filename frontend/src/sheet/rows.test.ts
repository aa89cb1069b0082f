import { expect, test } from "vitest";
import type { Party, Round, WorkRow } from "../api/types";
import { rowsOf } from "./rows";

const draft = (id: string, number: number, more: Partial<WorkRow> = {}): [string, WorkRow] => [id, { id, number, kind: "draft", act: number, parents: [], edited: null, ...more } as WorkRow];
const by = (name: string, kind: Party["kind"] = "person"): Party => ({ id: name, name, kind, role: null, library: false });
const round = (number: number, kind: Round["kind"], works: string[], more: Partial<Round> = {}): Round => ({ number, kind, works, act: number, run: "r", because: "", by: by("rules", "rule"), asked: 0, short: false, ...more });

test("rounds and corrections stand in rows, the latest first, each with what led to it", () => {
  const drafts = new Map([
    draft("a", 1), draft("b", 2), draft("c", 3, { parents: ["idea", "a", "b"] }), draft("d", 4, { parents: ["a", "b"] }), draft("e", 50, { edited: 2 }),
  ]);
  const rows = rowsOf([round(0, "sheet", ["a", "b"]), round(1, "mix", ["c", "d"], { because: "plus calme", by: by("Léa"), act: 20 })], drafts);
  expect(rows.map(({ told, because, asked, works }) => [told.row, told.kind, told.of, because, asked, works.map(({ id }) => id)])).toEqual([
    ["correction", undefined, ["2"], "", "", ["e"]],
    ["round", "mix", ["1", "2"], "plus calme", "Léa", ["c", "d"]],
    ["sheet", undefined, [], "", "", ["a", "b"]],
  ]);
});

test("a round that came short says how many were asked for", () => {
  const drafts = new Map([draft("a", 1), draft("b", 2)]);
  const rows = rowsOf([round(1, "mix", ["a", "b"], { asked: 12, short: true }), round(2, "more", ["a"], { asked: 12 })], drafts);
  expect(rows.map(({ short }) => short)).toEqual([undefined, 12]);
});

test("a round of works that this page does not have yet is no row", () => {
  expect(rowsOf([round(0, "sheet", ["gone"])], new Map())).toEqual([]);
});
