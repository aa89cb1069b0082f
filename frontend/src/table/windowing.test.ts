import { expect, test } from "vitest";
import type { Box } from "./geometry";
import { overlaps } from "./geometry";
import { Grid, nextSlice } from "./windowing";

function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

test("the grid finds just what a view touches, after moves and removals too", () => {
  const chance = seeded(7);
  const boxes = new Map<string, Box>();
  const grid = new Grid();
  const someBox = (large: boolean): Box => ({ x: chance() * 9000 - 4500, y: chance() * 9000 - 4500, w: 50 + chance() * (large ? 9000 : 400), h: 50 + chance() * (large ? 9000 : 400) });
  for (let index = 0; index < 400; index += 1) {
    const box = someBox(index % 40 === 0);
    boxes.set(String(index), box);
    grid.put(String(index), box);
  }
  for (let index = 0; index < 400; index += 3) {
    if (index % 2 === 0) {
      boxes.delete(String(index));
      grid.drop(String(index));
    } else {
      const box = someBox(false);
      boxes.set(String(index), box);
      grid.put(String(index), box);
    }
  }
  expect(grid.size).toBe(boxes.size);
  for (let round = 0; round < 60; round += 1) {
    const view = { x: chance() * 9000 - 4500, y: chance() * 9000 - 4500, w: chance() * (round % 2 === 0 ? 3000 : 20000), h: chance() * 3000 };
    const expected = [...boxes].filter(([, box]) => overlaps(box, view)).map(([id]) => id);
    expect([...grid.within(view)].toSorted()).toEqual(expected.toSorted());
  }
});

test("cards come a slice at a time, nearest first, and go at once", () => {
  const boxes = new Map<string, Box>();
  for (let index = 0; index < 100; index += 1) boxes.set(String(index), { x: index * 100, y: 0, w: 80, h: 80 });
  const view = { x: 0, y: 0, w: 100, h: 100 };
  const wanted = new Set(boxes.keys());
  const first = nextSlice(["gone"], wanted, (id) => boxes.get(id), view, 40);
  expect(first.complete).toBe(false);
  expect(first.mounted).toHaveLength(40);
  expect(first.mounted).toContain("0");
  expect(first.mounted).not.toContain("99");
  expect(first.mounted).not.toContain("gone");
  const second = nextSlice(first.mounted, wanted, (id) => boxes.get(id), view, 40);
  const third = nextSlice(second.mounted, wanted, (id) => boxes.get(id), view, 40);
  expect(third.complete).toBe(true);
  expect(new Set(third.mounted)).toEqual(wanted);
  expect(nextSlice(third.mounted, wanted, (id) => boxes.get(id), view).mounted).toBe(third.mounted);
});
