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
const listeners = new Set<() => void>();

/** Told by whoever holds the connection; nobody when it ends. */
export function setPresent(now: readonly Present[]): void {
  present = now;
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
