import * as Y from "yjs";
import type { Box } from "./geometry";
import { readRow, type RowTold } from "./labels";

export type CardKind = "work" | "note" | "link" | "frame" | "label";
const KINDS: readonly CardKind[] = ["work", "note", "link", "frame", "label"];

/** A card of the table. Its place is in table units; a work's card has the work's id. */
export interface Card extends Box {
  readonly id: string;
  readonly kind: CardKind;
  readonly work: string | undefined;
  readonly z: number;
  readonly text: string;
  readonly url: string;
  readonly title: string;
  readonly group: string | undefined;
  /** When it was put in the bin. */
  readonly bin: string | undefined;
  readonly by: string;
  readonly made: string;
  /** What led to the row under it, of a label that a rule wrote. */
  readonly told: RowTold | undefined;
}

export interface Link {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly by: string;
}

export interface Reply {
  readonly text: string;
  readonly by: string;
  readonly name: string;
  readonly at: string;
}

export interface Remark extends Reply {
  readonly id: string;
  readonly card: string | undefined;
  readonly x: number;
  readonly y: number;
  readonly done: boolean;
  readonly replies: readonly Reply[];
}

const FARTHEST = 1e6;
const MOST_TEXT = 20_000;

// Other windows write this document: whatever is not what it should be is read as something plain.
const text = (value: unknown, most = MOST_TEXT): string => (typeof value === "string" ? value : value instanceof Y.Text ? value.toString() : "").slice(0, most);
const maybe = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value.slice(0, 200) : undefined);
const number = (value: unknown, low: number, high: number, other: number): number =>
  typeof value === "number" && Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : other;

export function readCard(id: string, map: unknown): Card | undefined {
  if (!(map instanceof Y.Map)) return undefined;
  const kind = KINDS.find((known) => known === map.get("kind"));
  if (kind === undefined) return undefined;
  return {
    id,
    kind,
    work: kind === "work" ? (maybe(map.get("work")) ?? id) : undefined,
    x: number(map.get("x"), -FARTHEST, FARTHEST, 0),
    y: number(map.get("y"), -FARTHEST, FARTHEST, 0),
    w: number(map.get("w"), 24, 20_000, 240),
    h: number(map.get("h"), 24, 20_000, 160),
    z: number(map.get("z"), -1e9, 1e9, 0),
    text: text(map.get("text")),
    url: text(map.get("url"), 2000),
    title: text(map.get("title"), 400),
    group: maybe(map.get("group")),
    bin: maybe(map.get("bin")),
    by: text(map.get("by"), 200),
    made: text(map.get("made"), 40),
    told: kind === "label" ? readRow(map) : undefined,
  };
}

export function readLink(id: string, map: unknown): Link | undefined {
  if (!(map instanceof Y.Map)) return undefined;
  const from = maybe(map.get("from"));
  const to = maybe(map.get("to"));
  if (from === undefined || to === undefined || from === to) return undefined;
  return { id, from, to, label: text(map.get("label"), 200), by: text(map.get("by"), 200) };
}

function readReply(map: unknown): Reply | undefined {
  const get = map instanceof Y.Map ? (key: string) => map.get(key) : isRecord(map) ? (key: string) => map[key] : undefined;
  if (get === undefined) return undefined;
  return { text: text(get("text"), 4000), by: text(get("by"), 200), name: text(get("name"), 200), at: text(get("at"), 40) };
}

export function readRemark(id: string, map: unknown): Remark | undefined {
  if (!(map instanceof Y.Map)) return undefined;
  const first = readReply(map);
  if (first === undefined) return undefined;
  const replies: unknown = map.get("replies");
  return {
    ...first,
    id,
    card: maybe(map.get("card")),
    x: number(map.get("x"), -FARTHEST, FARTHEST, 0),
    y: number(map.get("y"), -FARTHEST, FARTHEST, 0),
    done: map.get("done") === true,
    replies: replies instanceof Y.Array ? replies.toArray().flatMap((reply) => readReply(reply) ?? []) : [],
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** A web address that may be followed; anything else is none. */
export function safeUrl(wanted: string): string | undefined {
  try {
    const url = new URL(wanted);
    return url.protocol === "https:" || url.protocol === "http:" || url.protocol === "mailto:" ? url.href : undefined;
  } catch {
    return undefined;
  }
}
