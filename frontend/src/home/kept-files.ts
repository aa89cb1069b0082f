/** What was brought before there is a project, as the browser keeps it for one window. */
export interface Kept {
  logo: File | null;
  pictures: readonly { file: File; author: string; licence: string; recolour: boolean }[];
}

const BASE = "oeuvre.answers";
const STORE = "files";
/** What nobody came back to for so long is thrown away. */
const OLD = 7 * 24 * 3600 * 1000;

function opened(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(BASE, 1);
    asked.addEventListener("upgradeneeded", () => asked.result.createObjectStore(STORE));
    asked.addEventListener("success", () => done(asked.result));
    asked.addEventListener("error", () => failed(asked.error ?? new Error("indexedDB")));
  });
}

async function within<Told>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<Told>): Promise<Told> {
  const base = await opened();
  try {
    return await new Promise((done, failed) => {
      const turn = base.transaction(STORE, mode);
      const asked = act(turn.objectStore(STORE));
      turn.addEventListener("complete", () => done(asked.result));
      turn.addEventListener("abort", () => failed(turn.error ?? new Error("indexedDB")));
      turn.addEventListener("error", () => failed(turn.error ?? new Error("indexedDB")));
    });
  } finally {
    base.close();
  }
}

/** The files kept under a key; undefined where the browser has none, or keeps nothing at all. */
export async function readFiles(key: string): Promise<Kept | undefined> {
  try {
    return (await within<{ kept: Kept } | undefined>("readonly", (store) => store.get(key)))?.kept;
  } catch {
    return undefined;
  }
}

/** Keep them; that a browser cannot is told when they are missed. */
export async function keepFiles(key: string, kept: Kept): Promise<void> {
  try {
    if (kept.logo === null && kept.pictures.length === 0) await within("readwrite", (store) => store.delete(key));
    else await within("readwrite", (store) => store.put({ kept, at: Date.now() }, key));
    await dropOld();
  } catch {
    // No room, or a window that keeps nothing: their names are kept, and asked for again.
  }
}

async function dropOld(): Promise<void> {
  const held = await within("readonly", (store) => store.getAllKeys());
  for (const key of held) {
    // oxlint-disable-next-line no-await-in-loop
    const one = await within<{ at: number } | undefined>("readonly", (store) => store.get(key));
    // oxlint-disable-next-line no-await-in-loop
    if (one !== undefined && Date.now() - one.at > OLD) await within("readwrite", (store) => store.delete(key));
  }
}
