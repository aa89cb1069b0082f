import { expect, test } from "vitest";
import { namesApart } from "./answers";

test("no two files have one name", () => {
  expect(namesApart([{ name: "a.png" }, { name: "A.png" }, { name: "a.png" }, { name: "noend" }, { name: "noend" }])).toEqual(["a.png", "A-2.png", "a-3.png", "noend", "noend-2"]);
});
