import { expect, test } from "vitest";
import { castOf, FIGURE, HIGH, pixelsOf, WIDE, widened } from "./field";
import type { Manner } from "./types";

const PLAIN: Manner = { id: "plain", name: "", layers: [[0, 1]] };

/** A disc about the axis, by its distances. */
function disc(radius: number): Int8Array {
  const field = new Int8Array(FIGURE);
  for (let y = 0; y < HIGH; y += 1) {
    for (let x = 0; x < WIDE; x += 1) {
      const inside = radius - Math.hypot(x + 0.5 - WIDE, y + 0.5 - HIGH / 2);
      field[y * WIDE + x] = Math.max(-127, Math.min(127, Math.round((inside / (0.12 * HIGH)) * 127)));
    }
  }
  return field;
}

test("a disc stays a disc of its size, in the middle, mirrored to the pixel", () => {
  const side = 152;
  const { pixels, left, right, top, bottom } = pixelsOf(disc(20), PLAIN, ["#ffffff", "#102030"], 6, side);
  const radius = 20 * (side / 76);
  expect(Math.abs(right - left - 2 * radius)).toBeLessThanOrEqual(3);
  expect(Math.abs(bottom - top - 2 * radius)).toBeLessThanOrEqual(3);
  for (let y = 0; y < side; y += 7) {
    for (let x = 0; x < side; x += 1) expect(pixels[4 * (y * side + x) + 3]).toBe(pixels[4 * (y * side + side - 1 - x) + 3]);
  }
  const middle = 4 * ((side / 2) * side + side / 2);
  expect(Array.from(pixels.subarray(middle, middle + 4))).toEqual([16, 32, 48, 255]);
  expect(pixels[3]).toBe(0);
});

test("beyond the box there is ground, and a shadow lies below", () => {
  const full = new Int8Array(FIGURE).fill(127);
  const fine = widened(full, 6, 152);
  expect(fine[0]).toBeLessThan(0.2);
  const figure = widened(disc(14), 6, 152);
  const cast = castOf(figure, 152, 7);
  const under = (76 + 28 + 5) * 76 + 75;
  expect(figure[under]).toBeLessThan(0);
  expect(cast[under]).toBeGreaterThan(0);
});
