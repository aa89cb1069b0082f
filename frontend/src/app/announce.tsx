import { useSyncExternalStore } from "react";

/** What was said last; what comes at the same moment is heard after it, not instead of it. */
const MOST = 4;

let said: readonly { turn: number; words: string }[] = [];
let turn = 0;
const listeners = new Set<() => void>();

/** Have something read aloud: a decision, an arrival, what a key did. The same words twice are read twice. */
export function announce(words: string): void {
  turn += 1;
  said = [...said, { turn, words }].slice(-MOST);
  for (const listener of listeners) listener();
}

export function Announcer() {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => said,
  );
  return (
    <output className="unseen" style={{ position: "fixed", insetBlockStart: 0 }} aria-live="polite" aria-atomic={false} aria-relevant="additions">
      {now.map((one) => (
        <span key={one.turn}>{one.words} </span>
      ))}
    </output>
  );
}
