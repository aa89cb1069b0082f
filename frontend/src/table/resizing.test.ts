import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { addCards, openDocument } from "./document";
import { placeCarried, sizedTo } from "./resizing";
import type { Session } from "./session";
import { cell } from "./state";

vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });

test("a size that is written keeps a work's proportions and what its kind allows", () => {
  const card = { kind: "work", w: 200, h: 300 } as never;
  expect(sizedTo(card, { w: 400 })).toEqual({ w: 400, h: 600 });
  expect(sizedTo(card, { h: 150 })).toEqual({ w: 100, h: 150 });
  expect(sizedTo({ kind: "note", w: 200, h: 100 } as never, { w: 20, h: 9000 })).toEqual({ w: 120, h: 4000 });
});

test("cards that are carried lie about the point, as they lay to one another", () => {
  const table = openDocument(new Y.Doc(), (task) => task());
  const [a = "", b = ""] = addCards(table, [{ kind: "note", x: 0, y: 0, w: 100, h: 100 }, { kind: "note", x: 100, y: 0, w: 100, h: 100 }]);
  const cut = vi.fn();
  const carried = cell<ReadonlySet<string> | undefined>(new Set([a, b]));
  placeCarried({ board: { carried }, table, undoing: { cut } } as unknown as Session, { x: 1000, y: 500 });
  expect([a, b].map((id) => [table.read().cards.get(id)?.x, table.read().cards.get(id)?.y])).toEqual([[900, 450], [1000, 450]]);
  expect(carried.get()).toBeUndefined();
  expect(cut).toHaveBeenCalledOnce();
});
