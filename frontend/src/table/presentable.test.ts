import { expect, test, vi } from "vitest";
import type { WorkRow } from "../api/types";
import type { Card } from "./shapes";

vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
const { presentable } = await import("./table-actions");
const card = (id: string, y: number, more: Partial<Card> = {}): Card => ({ id, kind: "work", work: id, x: 0, y, text: "", ...more }) as Card;
const row = (id: string, state: string): [string, WorkRow] => [id, { id, state, kind: "draft", image: id, modality: "design" } as WorkRow];

test("a whole table shows what was kept and chosen with its notes, in reading order; what was picked is shown as it is", () => {
  const cards = [card("c", 30), card("a", 10), card("b", 20), card("n", 25, { kind: "note", work: undefined, text: "À dire" }), card("e", 26, { kind: "note", work: undefined })];
  const works = new Map([row("a", "refused"), row("b", "kept"), row("c", "chosen")]);
  expect(presentable(cards, works, false)).toEqual(["b", "n", "c"]);
  expect(presentable(cards, works, true)).toEqual(["a", "b", "n", "c"]);
  expect(presentable(cards, new Map([row("a", "refused"), row("b", "draft")]), false)).toEqual(["b", "n"]);
});
