import { describe, expect, it } from "vitest";
import { makersIn, makersOf } from "./makers";

const row = (by: "person" | "model" | "rule", made_by: "human" | "machine" | "mixed" | "rule" | "unknown", kind: "draft" | "picture" | "idea" = "draft") => makersOf({ kind, made_by, by: { kind: by } });

describe("who made a work", () => {
  it("is the rule that composed it, whoever drew what is on it", () => {
    expect(row("rule", "mixed")).toEqual({ kinds: ["rule"], made: "ruleFromPeople" });
    expect(row("rule", "machine", "idea")).toEqual({ kinds: ["rule"], made: "rule" });
  });

  it("is a person beside the rules only where a person corrected it", () => {
    expect(row("person", "mixed")).toEqual({ kinds: ["person", "rule"], made: "corrected" });
    expect(row("person", "human", "picture")).toEqual({ kinds: ["person"], made: "human" });
  });

  it("is a model where a model made it", () => {
    expect(row("model", "mixed")).toEqual({ kinds: ["model"], made: "machine" });
  });

  it("has no mark where a lineage is mixed and nothing says of what", () => {
    expect(makersIn("mixed")).toEqual({ kinds: [], made: "mixed" });
  });
});
