import { expect, test } from "vitest";
import type { TableState } from "./document";
import type { Card } from "./shapes";
import { sinceThen } from "./version-changes";

const card = (id: string, more: Partial<Card> = {}): Card => ({
  id, kind: "note", work: undefined, x: 0, y: 0, w: 240, h: 140, z: 0, text: "", url: "", title: "", group: undefined, bin: undefined, by: "", made: "", told: undefined, ...more,
});
const table = (...cards: Card[]): TableState => ({ cards: new Map(cards.map((one) => [one.id, one])), links: new Map(), remarks: new Map(), groups: new Map(), top: 0 });

test("what is gone or in the bin would come back, what moved would go back, what came since would stay", () => {
  const then = table(card("still"), card("deleted"), card("binned"), card("moved"), card("wider"), card("binned before", { bin: "2026-11-01" }));
  const now = table(card("still"), card("binned", { bin: "2026-11-26" }), card("moved", { x: 9 }), card("wider", { w: 300 }), card("new"), card("new in the bin", { bin: "2026-11-26" }));
  expect(sinceThen(then, now)).toEqual({ gone: 2, moved: 2, come: 1 });
});

test("a card that is out of the bin since is none that came: it was there", () => {
  expect(sinceThen(table(card("a", { bin: "2026" })), table(card("a")))).toEqual({ gone: 0, moved: 0, come: 0 });
});
