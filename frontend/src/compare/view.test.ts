import { expect, test } from "vitest";
import { inFront, nearer, shifted, transformOf, WHOLE } from "./view";

test("all are looked at alike, and never past their edges", () => {
  const near = nearer(WHOLE, 2, { x: 0.25, y: -0.25 });
  expect(near).toEqual({ zoom: 2, x: 0.625, y: 0.375 });
  expect(nearer(near, 0.1)).toEqual(WHOLE);
  expect(shifted(near, 9, -9)).toEqual({ zoom: 2, x: 0.25, y: 0.75 });
  expect(shifted(WHOLE, 0.5, 0.5)).toEqual(WHOLE);
  expect(transformOf(WHOLE)).toBe("translate(0%, 0%) scale(1)");
});

test("what is acted on is what is shown, flipped or not, round the end too", () => {
  const rows = ["34", "36", "39"];
  expect([0, 1, 2].map((active) => inFront(rows, active, undefined))).toEqual(["34", "36", "39"]);
  expect([0, 1, 2].map((active) => inFront(rows, active, 0))).toEqual(["34", "36", "39"]);
  expect([0, 1, 2].map((active) => inFront(rows, active, 1))).toEqual(["36", "39", "34"]);
  expect(inFront([], 0, 1)).toBeUndefined();
});
