import { expect, test } from "vitest";
import { coloursIn } from "./logo-colours";

const painted = (...runs: readonly (readonly [number, readonly [number, number, number, number]])[]): Uint8ClampedArray =>
  new Uint8ClampedArray(runs.flatMap(([count, colour]) => Array.from({ length: count }, () => [...colour]).flat()));

test("a logo's colours are those that cover most of what is painted", () => {
  const pixels = painted([500, [0, 0, 0, 0]], [300, [255, 255, 255, 255]], [60, [18, 52, 86, 255]], [30, [240, 200, 40, 255]], [2, [200, 0, 0, 255]]);
  expect(coloursIn(pixels)).toEqual(["#123456", "#f0c828"]);
});

test("what is transparent through and through has no colours", () => {
  expect(coloursIn(painted([40, [9, 9, 9, 0]]))).toEqual([]);
});
