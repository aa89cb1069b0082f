import type { Awareness } from "y-protocols/awareness";
import type { PartyKind } from "../api/types";
import type { Point } from "./geometry";

/** Somebody who has this table open. */
export interface Present {
  readonly client: number;
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly kind: PartyKind;
  readonly cursor: Point | undefined;
  readonly selected: readonly string[];
  readonly editing: string | undefined;
}

/** Tints of people beside one another: told apart in both themes, and none of them the vermilion of a decision. */
const TINTS: readonly string[] = ["#0f7b6c", "#8a3ffc", "#b0316e", "#7a5b00", "#1f6feb", "#5b6b00", "#9a4a00", "#3f5b8c"];
const KINDS: readonly PartyKind[] = ["person", "collective", "model", "rule"];
/** Ten times a second. */
export const BEAT = 100;
const MOST_SELECTED = 200;

export function tintOf(id: string): string {
  let hash = 2166136261;
  for (const sign of id) hash = Math.imul(hash ^ sign.charCodeAt(0), 16777619);
  return TINTS[(hash >>> 0) % TINTS.length] ?? "#0f7b6c";
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** What another window says of itself, read with distrust. */
export function readPresent(client: number, state: unknown): Present | undefined {
  if (!isRecord(state)) return undefined;
  const { cursor, selected, editing, id, name, kind } = state;
  const told = typeof id === "string" ? id.slice(0, 200) : String(client);
  return {
    client,
    id: told,
    name: typeof name === "string" ? name.slice(0, 120) : "",
    // Colours come from who it is, not from what is sent: a style that is sent could be anything.
    colour: tintOf(told),
    kind: KINDS.find((known) => known === kind) ?? "person",
    cursor:
      isRecord(cursor) && typeof cursor["x"] === "number" && typeof cursor["y"] === "number" && Number.isFinite(cursor["x"]) && Number.isFinite(cursor["y"])
        ? { x: cursor["x"], y: cursor["y"] }
        : undefined,
    selected: Array.isArray(selected) ? selected.filter((one): one is string => typeof one === "string").slice(0, MOST_SELECTED) : [],
    editing: typeof editing === "string" ? editing : undefined,
  };
}

export function othersOf(awareness: Awareness): Present[] {
  const others: Present[] = [];
  for (const [client, state] of awareness.getStates()) {
    if (client === awareness.clientID) continue;
    const present = readPresent(client, state);
    if (present !== undefined) others.push(present);
  }
  return others.toSorted((a, b) => a.client - b.client);
}

/** One entry a person, for windows that a person has open twice. */
export function people(others: readonly Present[]): Present[] {
  return [...new Map(others.map((other) => [other.id, other])).values()];
}

export interface Beacon {
  tell(change: Record<string, unknown>): void;
  close(): void;
}

/** Say where one is and what one has in hand, at most ten times a second; the last word is always said. */
export function openBeacon(awareness: Awareness, me: { id: string; name: string; kind: PartyKind }): Beacon {
  let waiting: Record<string, unknown> = { ...me, colour: tintOf(me.id) };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = 0;
  const say = (): void => {
    timer = undefined;
    last = Date.now();
    awareness.setLocalState({ ...awareness.getLocalState(), ...waiting });
    waiting = {};
  };
  say();
  return {
    tell(change) {
      waiting = { ...waiting, ...change };
      timer ??= setTimeout(say, Math.max(0, last + BEAT - Date.now()));
    },
    close: () => clearTimeout(timer),
  };
}
