import { useSyncExternalStore } from "react";

let said = "";
let turn = 0;
const listeners = new Set<() => void>();

/** Have something read aloud: a decision, an arrival, what a key did. The same words twice are read twice. */
export function announce(words: string): void {
  turn += 1;
  said = words;
  for (const listener of listeners) listener();
}

export function Announcer() {
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => turn,
  );
  return (
    <output className="unseen" aria-live="polite">
      <span key={turn}>{said}</span>
    </output>
  );
}
