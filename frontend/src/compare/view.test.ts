import { expect, test } from "vitest";
import { nearer, shifted, transformOf, WHOLE } from "./view";

test("all are looked at alike, and never past their edges", () => {
  const near = nearer(WHOLE, 2, { x: 0.25, y: -0.25 });
  expect(near).toEqual({ zoom: 2, x: 0.625, y: 0.375 });
  expect(nearer(near, 0.1)).toEqual(WHOLE);
  expect(shifted(near, 9, -9)).toEqual({ zoom: 2, x: 0.25, y: 0.75 });
  expect(shifted(WHOLE, 0.5, 0.5)).toEqual(WHOLE);
  expect(transformOf(WHOLE)).toBe("translate(0%, 0%) scale(1)");
});
