import { expect, test } from "vitest";
import { byKey, directions, further, isMoved, NOWHERE, partOf } from "./moving";

test("arrows go by a hundredth, with Shift by a twentieth, and no further than a page", () => {
  expect(byKey(NOWHERE, "ArrowRight", false)).toEqual([0.01, 0]);
  expect(byKey([0.01, 0], "ArrowUp", true)).toEqual([0.01, -0.05]);
  expect(byKey(NOWHERE, "Enter", false)).toBeUndefined();
  expect(further([0.99, 0], 0.5, -3)).toEqual([1, -1]);
  expect(isMoved(further([0.01, 0.02], -0.01, -0.02))).toBe(false);
});

test("a way is said by what is not nothing", () => {
  expect(directions([0.013, 0])).toEqual([{ way: "right", share: 1.3 }]);
  expect(directions([-0.05, 0.02])).toEqual([{ way: "left", share: 5 }, { way: "down", share: 2 }]);
  expect(directions(NOWHERE)).toEqual([]);
});

test("a part of a picture lies in its own place", () => {
  expect(partOf({ x: 0, y: 0, w: 1, h: 1 })).toEqual({ size: "100% 100%", position: "0% 0%" });
  expect(partOf({ x: 0.5, y: 0.25, w: 0.5, h: 0.5 })).toEqual({ size: "200% 200%", position: "100% 50%" });
});
