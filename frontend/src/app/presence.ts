import { useSyncExternalStore } from "react";
import type { PartyKind } from "../api/types";

/** Somebody who has this project open, as the table's awareness tells it. */
export interface Present {
  /** The connection; two windows of one person are two. */
  client: number;
  id: string;
  name: string;
  colour: string;
  kind: PartyKind;
  me: boolean;
}

let present: readonly Present[] = [];
let way: ((id: string) => void) | undefined;
const listeners = new Set<() => void>();

/** Told by whoever holds the connection, with the way to where somebody is; nobody when it ends. */
export function setPresent(now: readonly Present[], reach?: (id: string) => void): void {
  present = now;
  way = reach;
  for (const listener of listeners) listener();
}

export function usePresent(): readonly Present[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => present,
  );
}

/** Go to where somebody is, by their id. */
export const reachPresent = (id: string): void => way?.(id);
