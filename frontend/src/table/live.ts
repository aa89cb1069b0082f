import { IndexeddbPersistence, storeState } from "y-indexeddb";
import { removeAwarenessStates, encodeAwarenessUpdate, type Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import { encodeStateAsUpdate, type Transaction } from "yjs";
import { acknowledging, edited, lost, opened, savedState, sending, START, type Acknowledged, type Saved } from "./acknowledged";
import type { TableDocument } from "./document";
import { bodyOf, further, messageOf, MOST, partsOf } from "./parting";

/** Why a connection was ended for good, by the server's close code. */
export type Ended = "signed-out" | "forbidden" | "missing" | "unreadable" | "flood" | "large" | "full";

const ENDS: Readonly<Record<number, Ended>> = {
  1007: "unreadable",
  1008: "flood",
  1009: "large",
  4413: "full",
  4401: "signed-out",
  4403: "forbidden",
  4404: "missing",
};

export interface LiveState {
  readonly link: "connecting" | "connected" | "apart" | "ended";
  readonly ended: Ended | undefined;
  readonly reason: string;
  /** Whether the table has been read: from this browser's own copy or from the server. */
  readonly ready: boolean;
  readonly saved: Saved;
  /** Edits that only this browser has. */
  readonly open: number;
}

export interface Live {
  readonly awareness: Awareness;
  state(): LiveState;
  subscribe(heard: () => void): () => void;
  /** Try again after an end. */
  again(): void;
  /** Let this browser's own copy of the table go: what the studio has is what there is. */
  forget(): Promise<void>;
  close(): void;
}

const DURABLE = 100;
/** How long is waited between two parts of what one comes back with: faster is told to be a flood. In milliseconds. */
const PACE = 350;
/** How long an edit may be on its way before it is told that the studio does not answer, in milliseconds. */
const PATIENCE = 5000;

/** The end that a close code says; undefined where it is worth trying again. */
export const endOf = (code: number): Ended | undefined => ENDS[code];

/** Read a varuint as lib0 writes it. */
export function varUint(bytes: Uint8Array, at: number): number {
  let found = 0;
  let scale = 1;
  for (let index = at; index < bytes.length && scale < 2 ** 53; index += 1) {
    const byte = bytes[index] ?? 0;
    found += (byte & 127) * scale;
    if (byte < 128) return found;
    scale *= 128;
  }
  return found;
}

/**
 * Share a table: over a WebSocket with everybody (not between the tabs of a browser behind the server's back), and with a
 * copy in this browser, from which edits made apart are merged on return.
 */
export function openLive(table: TableDocument, slug: string, copy: string): Live {
  const heard = new Set<() => void>();
  let acknowledged: Acknowledged = START;
  let state: LiveState = { link: "connecting", ended: undefined, reason: "", ready: false, saved: "saved", open: 0 };
  const tell = (change: Partial<LiveState>): void => {
    const next = { ...state, ...change, saved: savedState(acknowledged), open: acknowledged.open };
    if ((Object.keys(next) as (keyof LiveState)[]).every((key) => next[key] === state[key])) return;
    state = next;
    for (const hear of heard) hear();
  };
  let slow: ReturnType<typeof setTimeout> | undefined;
  const count = (next: Acknowledged): void => {
    const heardOf = next.durable !== acknowledged.durable || next.connected !== acknowledged.connected;
    acknowledged = next;
    // A line can be dead without saying so: what is on its way for too long is told as being kept here.
    if (next.open === 0 || heardOf) {
      clearTimeout(slow);
      slow = undefined;
      tell(next.connected && state.link === "apart" ? { link: "connected" } : {});
    } else tell({});
    if (next.open > 0 && slow === undefined) slow = setTimeout(() => acknowledged.open > 0 && tell(state.link === "connected" ? { link: "apart" } : {}), PATIENCE);
  };

  class Counted extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener("open", () => count(opened(acknowledged)));
      this.addEventListener("message", ({ data }) => {
        const message = data instanceof ArrayBuffer ? new Uint8Array(data) : undefined;
        // What the studio has, of which it is sent what it lacks.
        if (message?.[0] === 0 && message[1] === 0) this.known = bodyOf(message, 2).slice();
      });
    }
    private known: Uint8Array = new Uint8Array([0]);
    private parting = false;
    override send(data: Parameters<WebSocket["send"]>[0]): void {
      if (data instanceof Uint8Array && data[0] === 0 && (data[1] === 1 || data[1] === 2)) {
        // What is edited while parts are on their way goes with the last of them.
        if (this.parting) return;
        if (data.length > MOST) {
          void this.part(data[1] === 1 ? 1 : 2);
          return;
        }
      }
      this.pass(data);
    }
    private pass(data: Parameters<WebSocket["send"]>[0]): void {
      if (data instanceof Uint8Array) count(sending(acknowledged, data));
      super.send(data);
    }
    /** Send what the studio lacks, a part at a time; only the last says that all is said. */
    private async part(last: 1 | 2): Promise<void> {
      this.parting = true;
      try {
        for (;;) {
          const parts = partsOf(encodeStateAsUpdate(table.doc, this.known));
          const whole = parts.length === 1;
          for (const part of whole ? parts : parts.slice(0, -1)) {
            if (this.readyState !== WebSocket.OPEN) return;
            this.known = further(this.known, part);
            this.pass(messageOf([0, whole ? last : 2], part));
            if (!whole) await new Promise((after) => setTimeout(after, PACE));
          }
          if (whole) return;
        }
      } finally {
        this.parting = false;
      }
    }
  }

  const store = new IndexeddbPersistence(`oeuvre-table-${copy}`, table.doc);
  const provider = new WebsocketProvider(
    `${location.origin.replace(/^http/, "ws")}/api/tables/${encodeURIComponent(slug)}`,
    "live",
    table.doc,
    { disableBc: true, WebSocketPolyfill: Counted, shouldReconnect: (event) => endOf(event.code) === undefined, maxBackoffTime: 5000 },
  );
  const { awareness } = provider;
  speakForOneself(provider);
  provider.messageHandlers[DURABLE] = (_encoder, decoder) => {
    count(acknowledging(acknowledged, varUint(decoder.arr, decoder.pos)));
    decoder.pos = decoder.arr.length;
  };

  const edit = (_update: Uint8Array, origin: unknown, _doc: unknown, transaction: Transaction): void => {
    if (transaction.local && origin !== store) count(edited(acknowledged));
  };
  table.doc.on("update", edit);
  provider.on("status", ({ status }) => {
    if (status !== "connected") acknowledged = lost(acknowledged);
    // A first try that fails is told as being apart, as is every later one.
    tell({ link: status === "connected" ? "connected" : status === "connecting" && state.link === "connecting" ? "connecting" : state.link === "ended" ? "ended" : "apart" });
  });
  provider.on("connection-error", () => tell(state.link === "ended" ? {} : { link: "apart" }));
  let tidied = false;
  provider.on("sync", (synced) => {
    if (!synced) return;
    tell({ ready: true, link: "connected" });
    // The copy here keeps each edit as it came: what was deleted since is gone from it once it is written anew.
    if (!tidied) void store.whenSynced.then(() => storeState(store, true)).catch(() => undefined);
    tidied = true;
  });
  provider.on("closed", ({ code, reason }) => tell({ link: "ended", ended: endOf(code) ?? "unreadable", reason }));
  store.whenSynced.then(
    () => tell({ ready: state.ready || table.read().cards.size > 0 }),
    // Private windows may have no place for a copy: then the server's is the only one.
    () => undefined,
  );

  return {
    awareness,
    state: () => state,
    subscribe(hear) {
      heard.add(hear);
      return () => heard.delete(hear);
    },
    again() {
      tell({ link: "connecting", ended: undefined, reason: "" });
      provider.connect();
    },
    async forget() {
      provider.disconnect();
      await store.clearData();
    },
    close() {
      heard.clear();
      clearTimeout(slow);
      table.doc.off("update", edit);
      removeAwarenessStates(awareness, [table.doc.clientID], "closed");
      provider.destroy();
      void store.destroy();
    },
  };
}

/** The provider passes on everybody's presence, each window that of all others; one's own is enough, and no flood. */
function speakForOneself(provider: WebsocketProvider): void {
  const { awareness, doc } = provider;
  // oxlint-disable-next-line no-underscore-dangle -- the provider takes its own listener away by this name when it ends.
  awareness.off("update", provider._awarenessUpdateHandler);
  const speak = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }) => {
    if (![...added, ...updated, ...removed].includes(doc.clientID)) return;
    const socket = provider.ws;
    if (socket === null || socket.readyState !== WebSocket.OPEN) return;
    const body = encodeAwarenessUpdate(awareness, [doc.clientID]);
    socket.send(messageOf([1], body));
  };
  awareness.on("update", speak);
  // oxlint-disable-next-line no-underscore-dangle
  provider._awarenessUpdateHandler = speak;
}
