import { expect, test } from "vitest";
import { figureOf, moneyExactly, sumOf } from "./money";

test("figures are read as people write them, and nothing else is", () => {
  expect(figureOf("33,33 %")).toEqual({ over: 3333n, under: 100n });
  expect(figureOf("100/3")).toEqual({ over: 100n, under: 3n });
  for (const text of ["", "-4", "1/0", "a", "1e3", "4.", ".5"]) expect(figureOf(text)).toBeNull();
});

test("shares are whole when they come to a hundred exactly", () => {
  expect(sumOf(["60", "40"])).toEqual({ sound: true, whole: true, value: 100 });
  expect(sumOf(["100/3", "100/3", "100/3"]).whole).toBe(true);
  expect(sumOf(["33.33", "33.33", "33.33"])).toEqual({ sound: true, whole: false, value: 99.99 });
  expect(sumOf(["100", "0"]).whole).toBe(false);
  expect(sumOf([]).whole).toBe(false);
});

test("a fraction of a cent is told as far as it goes", () => {
  expect(moneyExactly("63993/10", "EUR")).toMatch(/63[.,]993/);
  expect(moneyExactly("12000", "EUR")).toMatch(/120[.,]00/);
});
