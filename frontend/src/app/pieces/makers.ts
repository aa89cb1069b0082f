import type { MadeBy, PartyKind, WorkRow } from "../../api/types";

/** How this very work came to be, in one word (`shell.made.*`). */
export type Made = "human" | "machine" | "rule" | "ruleFromPeople" | "corrected" | "mixed" | "unknown";

/** Whose hand made a work, as marks, and the words that say it. */
export interface Makers {
  readonly kinds: readonly PartyKind[];
  readonly made: Made;
}

/**
 * Who made *this* work: whoever did the act that made it, and not whose works it came of. A design that rules set from a
 * person's drawing is the rules' own; one that a person corrected is that person's and the rules'.
 */
export function makersOf(row: Pick<WorkRow, "kind" | "made_by"> & { by: { kind: PartyKind } }): Makers {
  const made = row.made_by;
  if (row.by.kind === "rule") return { kinds: ["rule"], made: made === "mixed" || made === "human" ? "ruleFromPeople" : "rule" };
  if (row.by.kind === "model") return { kinds: ["model"], made: "machine" };
  if (row.kind === "draft") return { kinds: ["person", "rule"], made: "corrected" };
  return { kinds: ["person"], made: made === "machine" || made === "rule" ? "unknown" : made };
}

/** The same where only the whole lineage is known: what is mixed has no mark, for nothing says of what. */
export function makersIn(made: MadeBy): Makers {
  const kinds: Readonly<Record<MadeBy, readonly PartyKind[]>> = { human: ["person"], machine: ["model"], rule: ["rule"], mixed: [], unknown: [] };
  return { kinds: kinds[made], made };
}
