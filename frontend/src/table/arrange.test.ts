import { expect, test } from "vitest";
import { aligned, distributed, inGrid, inOrder, inRow, clearIn, freeNear, roomOf } from "./arrange";
import { overlaps } from "./geometry";
import { curve, middle, path } from "./edges";
import { withWhatBelongs } from "./frames";
import { neighbour, inReading } from "./neighbours";
import { NOTHING, only, pruned, toggled } from "./selection";
import type { Card } from "./shapes";
import { snapped } from "./snapping";

const items = [
  { id: "a", x: 10, y: 12, w: 100, h: 80 },
  { id: "b", x: 300, y: 0, w: 50, h: 120 },
  { id: "c", x: 140, y: 20, w: 60, h: 60 },
  { id: "d", x: 0, y: 400, w: 60, h: 60 },
];

test("reading order is by rows", () => {
  expect(inOrder(items).map((item) => item.id)).toEqual(["a", "c", "b", "d"]);
});

test("aligning brings one edge together and leaves the other way as it was", () => {
  const places = aligned(items, "right");
  for (const item of items) expect((places.get(item.id)?.x ?? 0) + item.w).toBe(350);
  expect(places.get("b")?.y).toBe(0);
});

test("distributing makes gaps equal", () => {
  const places = distributed(items.slice(0, 3), "across");
  const at = (id: string) => places.get(id)?.x ?? NaN;
  expect(at("a")).toBe(10);
  expect(at("b")).toBe(300);
  expect(at("c") - (10 + 100)).toBeCloseTo(300 - (at("c") + 60));
});

test("a row and a grid overlap nothing", () => {
  for (const places of [inRow(items), inGrid(items)]) {
    const placed = items.map((item) => ({ ...item, ...places.get(item.id) }));
    for (const a of placed) {
      for (const b of placed) {
        if (a.id < b.id) expect(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y).toBe(true);
      }
    }
  }
});

test("a card snaps to an edge that is near, and says to which", () => {
  const found = snapped({ x: 303, y: 500, w: 200, h: 40 }, [items[1]!], 6);
  expect(found.dx).toBe(-3);
  expect(found.dy).toBe(0);
  expect(found.lines).toContainEqual({ way: "down", at: 300, from: 0, to: 540 });
  expect(snapped({ x: 330, y: 500, w: 241, h: 40 }, [items[0]!], 6)).toEqual({ dx: 0, dy: 0, lines: [] });
});

test("arrows go ahead, and reading order goes on to the next row", () => {
  const [a, b, c, d] = items as [typeof items[0], typeof items[0], typeof items[0], typeof items[0]];
  expect(neighbour(a, items, "right")).toBe(c);
  expect(neighbour(b, items, "left")).toBe(c);
  expect(neighbour(a, items, "down")).toBe(d);
  expect(neighbour(a, items, "left")?.id).toBe("d");
  expect(inReading(items, "b", 1)).toBe(d);
  expect(inReading(items, undefined, -1)).toBe(d);
});

test("selecting", () => {
  const two = toggled(only(["a"]), ["b"]);
  expect([...two.ids]).toEqual(["a", "b"]);
  expect(two.active).toBe("b");
  expect([...toggled(two, ["a", "b"]).ids]).toEqual([]);
  expect(pruned(two, (id) => id === "a")).toEqual({ ids: new Set(["a"]), active: undefined });
  expect(pruned(two, () => true)).toBe(two);
  expect(pruned(NOTHING, () => false)).toBe(NOTHING);
});

test("a line leaves and comes in at facing sides", () => {
  const line = curve(items[0]!, items[1]!);
  expect(line.from.x).toBe(110);
  expect(line.to.x).toBe(300);
  expect(middle(line).x).toBeCloseTo(205);
  expect(path(line)).toMatch(/^M110 52C/);
  expect(curve(items[3]!, items[0]!).from.y).toBe(400);
});

const card = (id: string, kind: Card["kind"], x: number, more: Partial<Card> = {}): Card => ({
  id, kind, x, y: 0, w: 50, h: 50, z: 0, work: undefined, text: "", url: "", title: "", group: undefined, bin: undefined, by: "", made: "", told: undefined, ...more,
});

test("a frame takes what lies in it along, and a card its group", () => {
  const all = [card("f", "frame", 0, { w: 500, h: 500 }), card("in", "note", 100), card("out", "note", 900), card("binned", "note", 100, { bin: "now" }),
    card("g1", "note", 1000, { group: "g" }), card("g2", "note", 1100, { group: "g" })];
  const cards = new Map(all.map((one) => [one.id, one]));
  expect([...withWhatBelongs(["f"], cards)]).toEqual(["f", "in"]);
  expect([...withWhatBelongs(["g1"], cards)].toSorted()).toEqual(["g1", "g2"]);
});

test("what is pasted lies on nothing that is there", () => {
  const box = { x: 0, y: 0, w: 100, h: 50 };
  expect(freeNear(box, [])).toEqual({ x: 0, y: 0 });
  const others = [box, { x: 100, y: 0, w: 500, h: 50 }];
  const at = freeNear(box, others);
  expect(others.some((other) => overlaps({ ...box, ...at }, other))).toBe(false);
});

test("what is brought in lies clear of every row in view, or nowhere in it", () => {
  const box = { x: 400, y: 300, w: 240, h: 200 };
  const row = Array.from({ length: 6 }, (_, at) => ({ x: at * 264, y: 250, w: 240, h: 300 }));
  const at = clearIn({ x: 0, y: 0, w: 1600, h: 1000 }, box, row, 60);
  expect(at).toBeDefined();
  expect(row.some((one) => overlaps({ ...box, ...at, y: (at?.y ?? 0) - 60, h: 320 }, one))).toBe(false);
  expect(clearIn({ x: 0, y: 200, w: 1600, h: 400 }, box, row, 60)).toBeUndefined();
});

test("words over a row run to the next words beside them", () => {
  const labels = [{ id: "a", x: 0, y: 0, w: 300, h: 40 }, { id: "b", x: 900, y: 10, w: 300, h: 40 }, { id: "c", x: 400, y: 500, w: 300, h: 40 }];
  expect([...roomOf(labels)]).toEqual([["a", 876], ["b", Infinity], ["c", Infinity]]);
});
