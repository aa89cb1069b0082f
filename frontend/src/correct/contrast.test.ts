import { expect, test } from "vitest";
import { contrast } from "./contrast";

test("contrasts are WCAG's", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect(contrast("#ffffff", "#777777")).toBe(contrast("#777777", "#ffffff"));
  expect(contrast("#123456", "#123456")).toBe(1);
});
