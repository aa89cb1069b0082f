import { expect, test } from "vitest";
import { authorsOf, EMPTY, isSteered, marked, renewed, steerOf, type Pin } from "./state";
import type { Figure } from "./types";

const figure = (point: string, ...authors: string[]): Figure => ({ point, svg: "", fault: "", near: authors.map((author) => ({ name: "n", author, licence: "CC0-1.0", distance: 0.5 })) });
const pin = (point: string, weight: number): Pin => ({ point, svg: "", work: undefined, weight });

test("a figure is picked or refused, never both, and what is said twice is taken back", () => {
  const board = marked(marked(EMPTY, 2, "picked"), 2, "refused");
  expect(board.picked).toEqual([]);
  expect(board.refused).toEqual([2]);
  expect(marked(board, 2, "refused").refused).toEqual([]);
});

test("new figures come unsteered", () => {
  const board = renewed({ ...EMPTY, dials: { fill: 1 }, mixing: true, picked: [1] }, [figure("a"), figure("b")], { words: "moon" });
  expect(isSteered(board)).toBe(false);
  expect(board.points).toEqual(["a", "b"]);
  expect(board.words).toBe("moon");
});

test("what is asked of the model names points or a mixture, never both", () => {
  const board = { ...renewed(EMPTY, [figure("a")]), dials: { fill: 0, parts: 1.5 } };
  expect(steerOf(board, [], 0.3)).toEqual({ points: ["a"], dials: { parts: 1.5 } });
  const mixed = steerOf({ ...board, mixing: true, seed: 4 }, [pin("x", 0.2), pin("y", 0.8)], 0.5);
  expect(mixed).toEqual({ points: [], mix: { parents: [{ point: "x", weight: 0.2 }, { point: "y", weight: 0.8 }], seed: 4, spread: 0.5 }, dials: { parts: 1.5 } });
});

test("every author is named once", () => {
  expect(authorsOf([figure("a", "Lorc", "Delapouite"), figure("b", "Delapouite", "Skoll")])).toEqual(["Lorc", "Delapouite", "Skoll"]);
});
