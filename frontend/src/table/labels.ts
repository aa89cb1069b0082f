import type { TFunction } from "i18next";
import * as Y from "yjs";
import { ROUND_KINDS } from "../api/types";
import type { RoundKind, Trait, WorkRow } from "../api/types";
import type { Works } from "./session";
import type { Card } from "./shapes";

/*
 * What led to a row of cards. The rule that lays cards out writes it on the label as data: each page says it in its own
 * language. Who asked, and why in their words, is read from the row's first work: the record can erase it, a table would not.
 */

const ROWS = ["ideas", "sheet", "round", "answer", "correction", "editions", "other"] as const;
const TRAITS: readonly Trait[] = ["family", "palette", "mark", "copy"];

export interface RowTold {
  readonly row: (typeof ROWS)[number];
  /** Which brief of the project, which sheet, which round of its run, the drafts of which idea. */
  readonly brief: number | undefined;
  readonly sheet: number | undefined;
  readonly round: number | undefined;
  readonly idea: number | undefined;
  readonly kind: RoundKind | undefined;
  /** The drafts that it started from, by number. */
  readonly of: readonly string[];
  readonly keep: readonly Trait[];
  /** The act with which the row began. */
  readonly act?: number | undefined;
}

/** What a label tells of its row; undefined where a person wrote it, or where it tells what this page does not know. */
export function readRow(map: Y.Map<unknown>): RowTold | undefined {
  // A round that a partner was asked for is its answer, whatever it was asked.
  const told = map.get("row") === "round" && map.get("round_kind") === "ask" ? "answer" : map.get("row");
  const row = ROWS.find((known) => known === told);
  if (row === undefined) return undefined;
  const count = (name: string): number | undefined => {
    const value = map.get(name);
    return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : undefined;
  };
  const words = (name: string): string => {
    const value = map.get(name);
    return typeof value === "string" ? value.slice(0, 2000) : "";
  };
  const listed = (name: string): string[] => words(name).split(",").map((one) => one.trim()).filter((one) => one !== "").slice(0, 9);
  const kind = ROUND_KINDS.find((known) => known === map.get("round_kind"));
  if (row === "round" && (kind === undefined || count("round") === undefined)) return undefined;
  return {
    row,
    brief: count("brief"),
    sheet: count("sheet"),
    round: count("round"),
    idea: count("idea"),
    kind,
    of: listed("of"),
    keep: TRAITS.filter((trait) => listed("keep").includes(trait)),
    act: count("act"),
  };
}

/** What led to a row, in words: what was asked, from which drafts, what was to stay, by whom, and why. */
export function sayRow(told: RowTold, t: TFunction, works: Works = NONE): string {
  const brief = (told.brief ?? 1) > 1 ? t("table.rows.ofBrief", { brief: told.brief, row: sayWhat(told, t) }) : sayWhat(told, t);
  const first = firstOf(told.act, works);
  const name = first?.asked?.name ?? "";
  const asked = name === "" ? brief : t("table.rows.asked", { row: brief, name });
  return first === undefined || first.because === "" ? asked : t("table.rows.because", { row: asked, reason: first.because });
}

const NONE: Works = new Map();
const byAct = new WeakMap<Works, ReadonlyMap<number, WorkRow>>();

/** The draft with which a row began, by the act that made it. */
export function firstOf(act: number | undefined, works: Works): WorkRow | undefined {
  if (act === undefined) return undefined;
  let found = byAct.get(works);
  if (found === undefined) {
    found = new Map([...works.values()].filter((row) => row.kind === "draft").map((row) => [row.act, row]));
    byAct.set(works, found);
  }
  return found.get(act);
}

function sayWhat(told: RowTold, t: TFunction): string {
  const join = (names: readonly string[]): string => new Intl.ListFormat(t("table.rows.locale"), { type: "conjunction" }).format(names);
  const of = join(told.of);
  switch (told.row) {
    case "round": {
      if (told.kind === undefined) return t("table.rows.round", { number: told.round });
      const what = of === "" ? t(`table.rows.bare.${told.kind}`, { number: told.round }) : t(`table.rows.kinds.${told.kind}`, { count: told.of.length, number: told.round, of });
      return told.keep.length === 0 ? what : t("table.rows.keep", { row: what, traits: join(told.keep.map((trait) => t(`table.traits.${trait}`))) });
    }
    case "sheet":
      if (told.idea !== undefined) return t("table.rows.ofIdea", { idea: told.idea });
      return (told.sheet ?? 1) > 1 && (told.brief ?? 1) === 1 ? t("table.rows.sheetAgain", { sheet: told.sheet }) : t("table.rows.sheet");
    case "correction":
      return of === "" ? t("table.rows.corrections") : t("table.rows.correctionOf", { of });
    case "editions":
      return of === "" ? t("table.rows.editions") : t("table.rows.editionsOf", { of });
    default:
      return t(`table.rows.${told.row}`);
  }
}

/** The words of a card that are written on it: a rule's label in the language of the page, a person's as it stands. */
export const wordsOn = (card: Card, t: TFunction, works: Works): string => (card.told === undefined ? card.text : sayRow(card.told, t, works));
