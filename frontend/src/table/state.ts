import { useSyncExternalStore } from "react";
import type { RoundKind } from "../api/types";
import type { Camera, Size } from "./camera";
import type { Box, Point } from "./geometry";
import { NOTHING, type Selection } from "./selection";
import type { Line } from "./snapping";

/** One value that components and gestures share. */
export interface Cell<T> {
  get(): T;
  set(next: T): void;
  subscribe(heard: () => void): () => void;
}

export function cell<T>(first: T): Cell<T> {
  let now = first;
  const heard = new Set<() => void>();
  return {
    get: () => now,
    set(next) {
      if (Object.is(next, now)) return;
      now = next;
      for (const tell of heard) tell();
    },
    subscribe(tell) {
      heard.add(tell);
      return () => heard.delete(tell);
    },
  };
}

export const useCell = <T>(of: Cell<T>): T => useSyncExternalStore(of.subscribe, of.get);

export type Tool = "select" | "hand" | "note" | "label" | "frame" | "connect" | "comment";

/** Cards under the hand: they are drawn so far from where the document has them. */
export interface Drag {
  readonly ids: ReadonlySet<string>;
  readonly dx: number;
  readonly dy: number;
  readonly lines: readonly Line[];
}

export interface Resize {
  readonly id: string;
  readonly w: number;
  readonly h: number;
}

/** A line that is being drawn: from a card to where the pointer is. */
export interface Pull {
  readonly from: string;
  readonly to: Point;
}

export type Sheet = "none" | "bin" | "versions" | "comments";

/** A question that an action puts before it is done. */
export type Question =
  | { readonly kind: "refuse"; readonly works: readonly string[] }
  | { readonly kind: "refuse-round"; readonly round: number; readonly run: string | null }
  | { readonly kind: "round"; readonly round: RoundKind; readonly works: readonly string[] }
  | { readonly kind: "correct"; readonly work: string }
  | { readonly kind: "bring"; readonly files: readonly File[]; readonly at: Point; readonly free?: boolean }
  | { readonly kind: "version" };

export interface Panels {
  readonly outline: boolean;
  readonly side: boolean;
}

/** What one window shows of a table, and how; none of it is shared. */
export interface Board {
  readonly camera: Cell<Camera>;
  readonly size: Cell<Size>;
  /** What is mounted of the table: the view and what is round it. */
  readonly area: Cell<Box>;
  readonly selection: Cell<Selection>;
  readonly tool: Cell<Tool>;
  readonly drag: Cell<Drag | undefined>;
  readonly resize: Cell<Resize | undefined>;
  readonly marquee: Cell<Box | undefined>;
  readonly pull: Cell<Pull | undefined>;
  /** The card whose words are being written. */
  readonly editing: Cell<string | undefined>;
  /** Where a new comment is being written. */
  readonly saying: Cell<{ at: Point; card: string | undefined } | undefined>;
  /** What was being said when it was left unsaid. */
  readonly unsaid: Cell<string>;
  readonly remark: Cell<string | undefined>;
  readonly sheet: Cell<Sheet>;
  readonly question: Cell<Question | undefined>;
  /** The works that are presented, one a screen. */
  readonly presented: Cell<readonly string[] | undefined>;
  readonly panels: Cell<Panels>;
  /** What a narrow screen shows. */
  readonly part: Cell<"outline" | "canvas" | "side">;
  /** A work that is selected and shown as soon as its card is here. */
  readonly awaited: Cell<string | undefined>;
  /** Cards that the next press on the table places. */
  readonly carried: Cell<ReadonlySet<string> | undefined>;
  /** Whether the active card should take the focus when it is there. */
  readonly focus: Cell<number>;
}

const KEPT = "oeuvre.table.panels";

/** Which panels are open is remembered in this browser. */
function keptPanels(): Cell<Panels> {
  const kept = localStorage.getItem(KEPT);
  const panels = cell<Panels>({ outline: kept?.includes("outline") === true, side: kept?.includes("side") ?? innerWidth >= 1100 });
  panels.subscribe(() => {
    const { outline, side } = panels.get();
    localStorage.setItem(KEPT, `${outline ? "outline" : ""} ${side ? "side" : ""}`);
  });
  return panels;
}

export const openBoard = (): Board => ({
  camera: cell<Camera>({ x: 0, y: 0, zoom: 1 }),
  size: cell<Size>({ w: 0, h: 0 }),
  area: cell<Box>({ x: 0, y: 0, w: 0, h: 0 }),
  selection: cell<Selection>(NOTHING),
  tool: cell<Tool>("select"),
  drag: cell<Drag | undefined>(undefined),
  resize: cell<Resize | undefined>(undefined),
  marquee: cell<Box | undefined>(undefined),
  pull: cell<Pull | undefined>(undefined),
  editing: cell<string | undefined>(undefined),
  saying: cell<{ at: Point; card: string | undefined } | undefined>(undefined),
  unsaid: cell(""),
  remark: cell<string | undefined>(undefined),
  sheet: cell<Sheet>("none"),
  question: cell<Question | undefined>(undefined),
  presented: cell<readonly string[] | undefined>(undefined),
  panels: keptPanels(),
  part: cell<"outline" | "canvas" | "side">("outline"),
  awaited: cell<string | undefined>(undefined),
  carried: cell<ReadonlySet<string> | undefined>(undefined),
  focus: cell(0),
});
