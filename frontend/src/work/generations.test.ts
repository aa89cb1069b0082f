import { expect, test } from "vitest";
import type { Lineage, LineageNode } from "../api/types";
import { generations, neighbour } from "./generations";
import { placed, WIDTH } from "./placing";

const node = (id: string): LineageNode => ({ id, title: id, kind: "draft", role: "draft", by: null, made_by: "rule", act: 1, image: null, at: null, folded: 0 });
const edge = (from: string, to: string) => ({ from, to, role: "edited", act: "1" });
const lineage: Lineage = {
  work: "me",
  folded: 0,
  nodes: ["old", "parent", "other", "me", "child"].map(node),
  edges: [edge("old", "parent"), edge("parent", "me"), edge("other", "me"), edge("me", "child"), edge("old", "me")],
};

test("each work stands at its nearest step", () => {
  const { before, after } = generations(lineage);
  expect(before.map((part) => part.map(({ id }) => id).toSorted())).toEqual([["old", "other", "parent"]]);
  expect(after.map((part) => part.map(({ id }) => id))).toEqual([["child"]]);
});

test("parents stand left of their children, and arrows go along the lines", () => {
  const places = placed(lineage);
  const x = (id: string): number => places.get(id)?.x ?? Number.NaN;
  for (const { from, to } of lineage.edges) expect(x(to ?? "") - x(from ?? "")).toBeGreaterThanOrEqual(WIDTH);
  expect(neighbour(lineage, places, "me", "ArrowRight")).toBe("child");
  expect(neighbour(lineage, places, "child", "ArrowLeft")).toBe("me");
  expect(["parent", "other"]).toContain(neighbour(lineage, places, "me", "ArrowLeft"));
  expect(neighbour(lineage, places, "child", "ArrowDown")).toBeUndefined();
});

test("five hundred ancestors have each a place of their own", () => {
  const ids = Array.from({ length: 500 }, (_, at) => `a${at}`);
  const wide: Lineage = { work: "me", folded: 0, nodes: [...ids, "me"].map(node), edges: ids.map((id, at) => edge(id, at < 8 ? "me" : `a${Math.floor(at / 8)}`)) };
  const places = placed(wide);
  expect(new Set([...places.values()].map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`)).size).toBe(501);
}, 60_000);
