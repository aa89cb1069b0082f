import * as Y from "yjs";
import { MAPS, mapOf, type TableDocument } from "./document";

/** Undo and redo of one person: over the edits of this window, never over what somebody else did. */
export interface Undoing {
  undo(): boolean;
  redo(): boolean;
  state(): { undo: boolean; redo: boolean };
  /** The next edit is a step of its own. */
  cut(): void;
  subscribe(heard: () => void): () => void;
  close(): void;
}

interface Step {
  readonly insertions: { readonly clients: Map<number, { clock: number; len: number }[]> };
}

/** Edits that follow one another within so many milliseconds are one step. */
const TOGETHER = 400;

export function openUndoing(table: TableDocument, together = TOGETHER): Undoing {
  const { doc } = table;
  const kept = new Set<Y.Item>();
  // Steps are looked at as they are taken back: a long day's are not gone through for each.
  let lookAt: (() => void) | undefined;
  const manager = new Y.UndoManager(
    MAPS.map((name) => mapOf(doc, name)),
    { trackedOrigins: new Set([table.origin]), captureTimeout: together, deleteFilter: (item) => {
      lookAt?.();
      return !kept.has(item);
    } },
  );
  const heard = new Set<() => void>();
  let state = { undo: false, redo: false };
  const look = (): void => {
    const now = { undo: manager.canUndo(), redo: manager.canRedo() };
    if (now.undo === state.undo && now.redo === state.redo) return;
    state = now;
    for (const tell of heard) tell();
  };
  /** Take steps back from the end of a stack, what others share of each kept. */
  const taken = (stack: readonly Step[], take: () => boolean): boolean => {
    const steps = [...stack];
    let looked = 0;
    kept.clear();
    lookAt = () => {
      for (const popped = steps.length - stack.length; looked < popped; looked += 1) {
        for (const item of sharedItems(doc, steps.at(-1 - looked))) kept.add(item);
      }
    };
    const did = take();
    lookAt = undefined;
    kept.clear();
    return did;
  };
  for (const event of ["stack-item-added", "stack-item-popped", "stack-cleared"] as const) manager.on(event, look);
  return {
    undo: () => taken(manager.undoStack, () => manager.undo() !== null),
    redo: () => taken(manager.redoStack, () => manager.redo() !== null),
    state: () => state,
    cut: () => manager.stopCapturing(),
    subscribe(tell) {
      heard.add(tell);
      return () => heard.delete(tell);
    },
    close: () => manager.destroy(),
  };
}

/* oxlint-disable no-underscore-dangle -- Yjs tells its structure by these names only. */

/** Cards, lines and comments that a step made and in which others have written since, with what they were made of: they stay. */
function sharedItems(doc: Y.Doc, step: Step | undefined): Y.Item[] {
  const items = [...(step?.insertions.clients ?? [])].flatMap(([client, ranges]) => ranges.flatMap(({ clock, len }) => itemsFrom(doc, client, clock, len)));
  const holders = new Set(items.filter((item) => hasForeign(item, doc.clientID)));
  if (holders.size === 0) return [];
  return items.filter((item) => {
    for (let at: Y.Item | null | undefined = item; at != null; at = (at.parent as Y.AbstractType<unknown> | null)?._item) if (holders.has(at)) return true;
    return false;
  });
}

function itemsFrom(doc: Y.Doc, client: number, clock: number, length: number): Y.Item[] {
  const items: Y.Item[] = [];
  for (let at = clock; at < clock + length; ) {
    const struct: Y.Item | Y.GC = Y.getItem(doc.store, Y.createID(client, at));
    at = struct.id.clock + struct.length;
    if (!(struct instanceof Y.Item)) continue;
    let item: Y.Item = struct;
    // What was undone and redone lives on as another item.
    while (item.redone !== null) {
      const next: Y.Item | Y.GC = Y.getItem(doc.store, item.redone);
      if (!(next instanceof Y.Item)) break;
      item = next;
    }
    items.push(item);
  }
  return items;
}

function hasForeign(item: Y.Item, own: number): boolean {
  if (!(item.content instanceof Y.ContentType)) return false;
  const type = item.content.type as Y.AbstractType<unknown>;
  for (const last of type._map.values()) {
    for (let at: Y.Item | null = last; at !== null; at = at.left) {
      if (at.id.client !== own || hasForeign(at, own)) return true;
    }
  }
  for (let at: Y.Item | null = type._start; at !== null; at = at.right) {
    if ((at.id.client !== own && !at.deleted) || hasForeign(at, own)) return true;
  }
  return false;
}
