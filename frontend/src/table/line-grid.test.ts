import { expect, it } from "vitest";
import { LineGrid } from "./line-grid";
import type { Card, Link } from "./shapes";

const card = (id: string, x: number, bin?: string): [string, Card] => [id, { id, x, y: 0, w: 200, h: 200, bin } as Card];
const link = (from: string, to: string): [string, Link] => [`${from}-${to}`, { id: `${from}-${to}`, from, to, label: "", by: "" }];
const VIEW = { x: -100, y: -100, w: 1000, h: 600 };

it("finds the lines in a view, also those that cross it, as cards move, go into the bin and come back", () => {
  const grid = new LineGrid();
  const links = new Map([link("a", "b"), link("b", "far"), link("far", "farther"), link("left", "far")]);
  const cards = new Map([card("a", 0), card("b", 400), card("far", 9000), card("farther", 12000), card("left", -9000)]);
  expect([...grid.within(VIEW, { cards, links })].toSorted()).toEqual(["a-b", "b-far", "left-far"]);
  const moved = new Map([...cards, card("b", 9500), card("left", -9000, "now")]);
  expect([...grid.within(VIEW, { cards: moved, links })].toSorted()).toEqual(["a-b"]);
  expect([...grid.within(VIEW, { cards, links: new Map([link("left", "far")]) })]).toEqual(["left-far"]);
});
