import * as Y from "yjs";
import type { Point } from "./geometry";
import { spliceOf, type Splice } from "./splicing";
import { readCard, readLink, readRemark, type Card, type CardKind, type Link, type Remark } from "./shapes";

/** The table's document as plain values, and who is told when they change. Values are new objects when they changed. */
export interface TableState {
  readonly cards: ReadonlyMap<string, Card>;
  readonly links: ReadonlyMap<string, Link>;
  readonly remarks: ReadonlyMap<string, Remark>;
  readonly groups: ReadonlyMap<string, string>;
  /** The highest layer in use. */
  readonly top: number;
}

export interface TableDocument {
  readonly doc: Y.Doc;
  /** The origin of this window's own edits: undo goes back over these and no others. */
  readonly origin: object;
  /** Who writes here: a party's id and name. */
  who: { id: string; name: string };
  read(): TableState;
  subscribe(heard: () => void): () => void;
  close(): void;
}

export const MAPS = ["cards", "edges", "comments", "groups"] as const;
export type MapName = (typeof MAPS)[number];

export const mapOf = (doc: Y.Doc, name: MapName): Y.Map<unknown> => doc.getMap(name);

/** Read a document as it changes; listeners hear once for all that came in one frame. */
export function openDocument(doc: Y.Doc, later: (task: () => void) => void = inFrame): TableDocument {
  const cards = new Map<string, Card>();
  const links = new Map<string, Link>();
  const remarks = new Map<string, Remark>();
  const groups = new Map<string, string>();
  const heard = new Set<() => void>();
  let state: TableState | undefined;
  let waiting = false;
  // What changed since it was read last: the rest is handed out as it was.
  const stale = new Set<MapName>(MAPS);
  let top: number | undefined;

  const changed = (name: MapName): void => {
    stale.add(name);
    if (waiting) return;
    waiting = true;
    later(() => {
      waiting = false;
      for (const tell of heard) tell();
    });
  };

  const follow = <T>(name: MapName, into: Map<string, T>, read: (id: string, value: unknown) => T | undefined): (() => void) => {
    const source = mapOf(doc, name);
    const renew = (id: string): void => {
      const value = read(id, source.get(id));
      if (name === "cards") {
        const before = into.get(id) as Card | undefined;
        const now = value as Card | undefined;
        // Only where the topmost goes down is it looked for among all.
        if (top !== undefined && layerOf(before) === top && layerOf(now) < top) top = undefined;
        else if (top !== undefined) top = Math.max(top, layerOf(now));
      }
      if (value === undefined) into.delete(id);
      else into.set(id, value);
    };
    for (const id of source.keys()) renew(id);
    const hear = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
      for (const event of events) {
        const first = event.path[0];
        if (event.target === (source as unknown)) event.keys.forEach((_, id) => renew(id));
        else if (typeof first === "string") renew(first);
      }
      changed(name);
    };
    source.observeDeep(hear as Parameters<typeof source.observeDeep>[0]);
    return () => source.unobserveDeep(hear as Parameters<typeof source.observeDeep>[0]);
  };

  const stops = [
    follow("cards", cards, readCard),
    follow("edges", links, readLink),
    follow("comments", remarks, readRemark),
    follow("groups", groups, (_, value) => {
      const title: unknown = value instanceof Y.Map ? value.get("title") : undefined;
      return value instanceof Y.Map ? (typeof title === "string" ? title.slice(0, 200) : "") : undefined;
    }),
  ];

  return {
    doc,
    origin: {},
    who: { id: "", name: "" },
    read() {
      if (state !== undefined && stale.size === 0) return state;
      if (top === undefined) {
        top = 0;
        for (const card of cards.values()) top = Math.max(top, layerOf(card));
      }
      state = {
        cards: state === undefined || stale.has("cards") ? new Map(cards) : state.cards,
        links: state === undefined || stale.has("edges") ? new Map(links) : state.links,
        remarks: state === undefined || stale.has("comments") ? new Map(remarks) : state.remarks,
        groups: state === undefined || stale.has("groups") ? new Map(groups) : state.groups,
        top,
      };
      stale.clear();
      return state;
    },
    subscribe(tell) {
      heard.add(tell);
      return () => heard.delete(tell);
    },
    close() {
      for (const stop of stops) stop();
      heard.clear();
    },
  };
}

/** How high a card lies; frames lie under all. */
const layerOf = (card: Card | undefined): number => (card === undefined || card.kind === "frame" ? 0 : Math.max(0, card.z));

function inFrame(task: () => void): void {
  // A hidden page has no frames, and should still be up to date when it is shown.
  if (document.hidden) setTimeout(task, 100);
  else requestAnimationFrame(task);
}

export type NewCard = Pick<Card, "kind" | "x" | "y" | "w" | "h"> & {
  id?: string;
  work?: string;
  text?: string;
  url?: string;
  title?: string;
};

const now = (): string => new Date().toISOString();
export const newId = (): string => crypto.randomUUID();

/** One edit of this person, undone as one. */
export function edit(table: TableDocument, change: () => void): void {
  table.doc.transact(change, table.origin);
}

const cardsOf = (table: TableDocument): Y.Map<unknown> => mapOf(table.doc, "cards");

function set(table: TableDocument, name: MapName, id: string, values: Record<string, unknown>): void {
  const map = mapOf(table.doc, name).get(id);
  if (!(map instanceof Y.Map)) return;
  for (const [key, value] of Object.entries(values)) {
    const held: unknown = map.get(key);
    if (value === undefined) map.delete(key);
    else if (held instanceof Y.Text && typeof value === "string") splice(held, spliceOf(held.toString(), value));
    else if (held !== value) map.set(key, value);
  }
}

function splice(words: Y.Text, change: Splice | undefined): void {
  if (change === undefined) return;
  words.delete(change.at, change.removed);
  words.insert(change.at, change.inserted);
}

/** Words that are written on a card: several people may write on them at once. */
export type Worded = "text" | "title";

/** What a card of a kind is written on: its title where it has one over it, else its text. */
export const wordedOf = (kind: CardKind): Worded => (kind === "frame" || kind === "link" ? "title" : "text");

/** Change words from what they were to what they are now; what others write on them meanwhile stays. */
export function writeWords(table: TableDocument, id: string, field: Worded, before: string, after: string): void {
  const change = spliceOf(before, after);
  const map = mapOf(table.doc, "cards").get(id);
  if (change === undefined || !(map instanceof Y.Map)) return;
  edit(table, () => {
    const held: unknown = map.get(field);
    // Words of older tables, and a rule's label that a person writes over, become words that can be shared.
    if (held instanceof Y.Text && !map.has("row")) splice(held, change);
    else map.set(field, new Y.Text(after));
    if (map.has("row")) map.delete("row");
  });
}

/** The words that stand on a card, as the document has them now. */
export function wordsOf(table: TableDocument, id: string, field: Worded): string | undefined {
  const map = mapOf(table.doc, "cards").get(id);
  const held: unknown = map instanceof Y.Map ? map.get(field) : undefined;
  return held instanceof Y.Text ? held.toString() : typeof held === "string" ? held : undefined;
}

/** Hear of every change of a card, at once. */
export function followCard(table: TableDocument, id: string, heard: () => void): () => void {
  const cards = mapOf(table.doc, "cards");
  const hear = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    if (events.some((event) => (event.path[0] ?? id) === id)) heard();
  };
  cards.observeDeep(hear as Parameters<typeof cards.observeDeep>[0]);
  return () => cards.unobserveDeep(hear as Parameters<typeof cards.observeDeep>[0]);
}

function fresh(values: Record<string, unknown>): Y.Map<unknown> {
  return new Y.Map(Object.entries(values).filter(([, value]) => value !== undefined));
}

const LAYERED: ReadonlySet<CardKind> = new Set<CardKind>(["frame"]);

/** Put cards on the table, the last on top; a work that is there already is moved, and comes out of the bin. Answers their ids. */
export function addCards(table: TableDocument, cards: readonly NewCard[]): string[] {
  const ids: string[] = [];
  edit(table, () => {
    let z = table.read().top;
    for (const card of cards) {
      const id = card.work ?? card.id ?? newId();
      ids.push(id);
      z += 1;
      if (cardsOf(table).has(id)) set(table, "cards", id, { x: card.x, y: card.y, z, bin: undefined });
      else {
        const worded = wordedOf(card.kind);
        const words = card.kind === "work" ? {} : { [worded]: new Y.Text(card[worded] ?? "") };
        cardsOf(table).set(id, fresh({ text: "", url: "", title: "", ...card, ...words, id: undefined, z: LAYERED.has(card.kind) ? -z : z, by: table.who.id, made: now() }));
      }
    }
  });
  return ids;
}

export function changeCard(table: TableDocument, id: string, values: Partial<Pick<Card, "text" | "url" | "title" | "x" | "y" | "w" | "h" | "z">>): void {
  // Words that a person writes over a rule's label stand as they are written, in every language.
  const own = values.text === undefined ? values : { ...values, row: undefined };
  edit(table, () => set(table, "cards", id, own));
}

/** Move cards to places: one edit, whatever their number. */
export function placeCards(table: TableDocument, places: ReadonlyMap<string, Point>): void {
  edit(table, () => {
    for (const [id, at] of places) set(table, "cards", id, { x: Math.round(at.x), y: Math.round(at.y) });
  });
}

export function raiseCards(table: TableDocument, ids: Iterable<string>): void {
  const { cards, top } = table.read();
  edit(table, () => {
    let z = top;
    for (const id of ids) if (cards.get(id)?.kind !== "frame") set(table, "cards", id, { z: (z += 1) });
  });
}

export function binCards(table: TableDocument, ids: Iterable<string>): void {
  const at = now();
  edit(table, () => {
    for (const id of ids) set(table, "cards", id, { bin: at });
  });
}

/** Take cards off the table for ever, with the lines to them; what was said on them goes too. */
export function dropCards(table: TableDocument, ids: Iterable<string>): void {
  const gone = new Set(ids);
  const { links, remarks } = table.read();
  edit(table, () => {
    for (const id of gone) cardsOf(table).delete(id);
    for (const link of links.values()) if (gone.has(link.from) || gone.has(link.to)) mapOf(table.doc, "edges").delete(link.id);
    for (const one of remarks.values()) if (one.card !== undefined && gone.has(one.card)) mapOf(table.doc, "comments").delete(one.id);
  });
}

export function unbinCards(table: TableDocument, ids: Iterable<string>): void {
  edit(table, () => {
    for (const id of ids) set(table, "cards", id, { bin: undefined });
  });
}

export function groupCards(table: TableDocument, ids: Iterable<string>, title: string): string {
  const group = newId();
  edit(table, () => {
    mapOf(table.doc, "groups").set(group, fresh({ title }));
    for (const id of ids) set(table, "cards", id, { group });
  });
  return group;
}

export function ungroupCards(table: TableDocument, ids: Iterable<string>): void {
  edit(table, () => {
    for (const id of ids) set(table, "cards", id, { group: undefined });
  });
}

/** Draw a line between two cards; one that is there already is not drawn twice. */
export function connect(table: TableDocument, from: string, to: string, label = ""): string {
  for (const link of table.read().links.values()) if (link.from === from && link.to === to) return link.id;
  const id = newId();
  edit(table, () => mapOf(table.doc, "edges").set(id, fresh({ from, to, label, by: table.who.id })));
  return id;
}

export function labelLink(table: TableDocument, id: string, label: string): void {
  edit(table, () => set(table, "edges", id, { label }));
}

export function disconnect(table: TableDocument, ids: Iterable<string>): void {
  edit(table, () => {
    for (const id of ids) mapOf(table.doc, "edges").delete(id);
  });
}

export function remark(table: TableDocument, at: Point, text: string, card?: string): string {
  const id = newId();
  const { id: by, name } = table.who;
  edit(table, () =>
    mapOf(table.doc, "comments").set(id, fresh({ card, x: Math.round(at.x), y: Math.round(at.y), text, by, name, at: now(), done: false, replies: new Y.Array() })),
  );
  return id;
}

export function reply(table: TableDocument, id: string, text: string): void {
  const { id: by, name } = table.who;
  edit(table, () => {
    const map = mapOf(table.doc, "comments").get(id);
    if (!(map instanceof Y.Map)) return;
    const replies: unknown = map.get("replies");
    const entry = fresh({ text, by, name, at: now() });
    if (replies instanceof Y.Array) replies.push([entry]);
    else map.set("replies", Y.Array.from([entry]));
  });
}

/** Whether a comment is this person's own to take away: said by them, and answered by nobody else. */
export const isOwn = (table: TableDocument, one: Remark): boolean => [one, ...one.replies].every((said) => said.by === table.who.id);

/** Take a comment of one's own away for ever. */
export function unsay(table: TableDocument, id: string): void {
  const one = table.read().remarks.get(id);
  if (one !== undefined && isOwn(table, one)) edit(table, () => mapOf(table.doc, "comments").delete(id));
}

export function settle(table: TableDocument, id: string, done: boolean): void {
  edit(table, () => set(table, "comments", id, { done }));
}
