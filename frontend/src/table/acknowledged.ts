/**
 * What of this window's edits is durable. The server counts the sync messages that carry edits (steps 2 and updates) and
 * tells how many are on its disk (message 100); a connection begins both counts anew. What was never acknowledged is
 * sent again by the first step 2 of the next connection, so nothing is counted as lost.
 */
export interface Acknowledged {
  /** Edits of this window since it was last known that all is kept. */
  readonly open: number;
  readonly connected: boolean;
  readonly sent: number;
  readonly durable: number;
  /** Whether this connection has sent what it had from before it. */
  readonly caughtUp: boolean;
}

export const START: Acknowledged = { open: 0, connected: false, sent: 0, durable: 0, caughtUp: false };

export type Saved = "saved" | "saving" | "apart";

export const edited = (now: Acknowledged): Acknowledged => ({ ...now, open: now.open + 1 });
export const opened = (now: Acknowledged): Acknowledged => ({ ...now, connected: true, sent: 0, durable: 0, caughtUp: false });
export const lost = (now: Acknowledged): Acknowledged => ({ ...now, connected: false, caughtUp: false });

/** A message of the y-websocket protocol that goes out. */
export function sending(now: Acknowledged, message: Uint8Array): Acknowledged {
  const [kind, step] = message;
  if (kind !== 0 || (step !== 1 && step !== 2)) return now;
  return { ...now, sent: now.sent + 1, caughtUp: now.caughtUp || step === 1 };
}

export function acknowledging(now: Acknowledged, durable: number): Acknowledged {
  const known = { ...now, durable: Math.max(now.durable, durable) };
  return known.caughtUp && known.durable >= known.sent ? { ...known, open: 0 } : known;
}

export function savedState(now: Acknowledged): Saved {
  if (now.open === 0 && now.connected) return "saved";
  return now.connected ? "saving" : "apart";
}
