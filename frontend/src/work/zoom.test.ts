import { expect, test } from "vitest";
import { LEAST, MOST, stepped } from "./zoom";

test("zooms go by the usual steps and stop at both ends", () => {
  expect([stepped(0.43, 1), stepped(0.43, -1), stepped(1, 1), stepped(1, -1)]).toEqual([0.5, 0.33, 1.25, 0.8]);
  expect([stepped(MOST, 1), stepped(LEAST, -1)]).toEqual([MOST, LEAST]);
});
