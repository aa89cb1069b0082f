import { expect, test } from "vitest";
import * as Y from "yjs";
import * as edits from "./document";
import { openUndoing } from "./undoing";
import { safeUrl } from "./shapes";

const now = (task: () => void): void => task();

function pass(from: edits.TableDocument, to: edits.TableDocument): void {
  from.doc.on("update", (update, origin) => {
    if (origin !== "net") Y.applyUpdate(to.doc, update, "net");
  });
}

function pair() {
  const one = edits.openDocument(new Y.Doc(), now);
  const other = edits.openDocument(new Y.Doc(), now);
  one.who = { id: "one", name: "Inès" };
  other.who = { id: "other", name: "Karim" };
  pass(one, other);
  pass(other, one);
  return { one, other };
}

const note = { kind: "note", x: 0, y: 0, w: 200, h: 100, text: "pain" } as const;

test("what one adds, moves, groups, joins, says and bins, the other sees", () => {
  const { one, other } = pair();
  const [a = "", b = ""] = edits.addCards(one, [note, { ...note, x: 300 }]);
  edits.placeCards(one, new Map([[a, { x: 12.4, y: 7 }]]));
  const group = edits.groupCards(one, [a, b], "deux");
  const line = edits.connect(one, a, b, "mène à");
  expect(edits.connect(one, a, b)).toBe(line);
  const said = edits.remark(one, { x: 1, y: 2 }, "Plus grand ?", a);
  edits.reply(other, said, "Oui.");
  edits.settle(other, said, true);
  edits.binCards(other, [b]);
  const { cards, links, remarks, groups } = one.read();
  expect(cards.get(a)).toMatchObject({ x: 12, y: 7, text: "pain", by: "one", group });
  expect(cards.get(b)?.bin).toBeDefined();
  expect(links.get(line)).toMatchObject({ from: a, to: b, label: "mène à" });
  expect(remarks.get(said)).toMatchObject({ done: true, card: a, replies: [{ text: "Oui.", name: "Karim" }] });
  expect(groups.get(group)).toBe("deux");
  expect([...other.read().cards]).toEqual([...cards]);
  edits.unbinCards(one, [b]);
  expect(other.read().cards.get(b)?.bin).toBeUndefined();
});

test("two who write on one note lose nothing, and it is on the table while they write", () => {
  const { one, other } = pair();
  const [a = ""] = edits.addCards(one, [{ ...note, text: "pain de seigle" }]);
  const both = "pain de seigle";
  edits.writeWords(one, a, "text", both, "bon pain de seigle");
  expect(other.read().cards.get(a)?.text).toBe("bon pain de seigle");
  // Apart: each writes on what they see.
  const there = edits.openDocument(new Y.Doc(), now);
  Y.applyUpdate(there.doc, Y.encodeStateAsUpdate(one.doc));
  edits.writeWords(there, a, "text", "bon pain de seigle", "bon pain de seigle, tiède");
  edits.writeWords(one, a, "text", "bon pain de seigle", "bon pain noir de seigle");
  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(there.doc), "far");
  expect(one.read().cards.get(a)?.text).toBe("bon pain noir de seigle, tiède");
  expect(other.read().cards.get(a)?.text).toBe("bon pain noir de seigle, tiède");
});

test("words of older tables are still read, and can be written on", () => {
  const { one } = pair();
  edits.mapOf(one.doc, "cards").set("old", new Y.Map<unknown>([["kind", "label"], ["text", "Un tour"], ["row", "other"]]));
  edits.writeWords(one, "old", "text", "Le reste", "Le reste, trié");
  expect(one.read().cards.get("old")).toMatchObject({ text: "Le reste, trié", told: undefined });
  edits.writeWords(one, "old", "text", "Le reste, trié", "Trié");
  expect(one.read().cards.get("old")?.text).toBe("Trié");
});

test("one's own writing is undone, another's on the same note is not", () => {
  const { one, other } = pair();
  const mine = openUndoing(one, 0);
  const [a = ""] = edits.addCards(one, [note]);
  mine.cut();
  edits.writeWords(one, a, "text", "pain", "du pain");
  edits.writeWords(other, a, "text", "du pain", "du pain frais");
  mine.undo();
  expect(one.read().cards.get(a)?.text).toBe("pain frais");
  mine.undo();
  // The note is another's too by now, with the words that it was made of.
  expect(other.read().cards.get(a)?.text).toBe("pain frais");
});

test("what is deleted for ever is gone with its lines, and comes back by undo alone", () => {
  const { one, other } = pair();
  const mine = openUndoing(one, 0);
  const [a = "", b = ""] = edits.addCards(one, [note, { ...note, x: 300 }]);
  edits.connect(one, a, b);
  edits.remark(one, { x: 0, y: 0 }, "ici", a);
  const theirs = edits.remark(other, { x: 0, y: 0 }, "là");
  mine.cut();
  edits.dropCards(one, [a]);
  expect([other.read().cards.size, other.read().links.size, other.read().remarks.size]).toEqual([1, 0, 1]);
  edits.unsay(one, theirs);
  expect(other.read().remarks.size).toBe(1);
  edits.unsay(other, theirs);
  expect(one.read().remarks.size).toBe(0);
  mine.undo();
  expect(other.read().cards.get(a)?.text).toBe("pain");
});

test("what did not change is handed out as it was, and the top is always the top", () => {
  const { one, other } = pair();
  const [a = "", b = ""] = edits.addCards(one, [note, { ...note, x: 300 }]);
  const before = one.read();
  edits.remark(other, { x: 0, y: 0 }, "là");
  expect(one.read().cards).toBe(before.cards);
  expect(one.read().remarks).not.toBe(before.remarks);
  const highest = (): number => Math.max(0, ...[...one.read().cards.values()].map((card) => card.z));
  for (const step of [() => edits.raiseCards(other, [a]), () => edits.raiseCards(one, [b]), () => edits.dropCards(other, [b]), () => edits.changeCard(other, a, { z: 1 }), () => edits.dropCards(one, [a])]) {
    step();
    expect(one.read().top).toBe(highest());
  }
});

test("one work is one card, whoever adds it", () => {
  const { one, other } = pair();
  edits.addCards(one, [{ kind: "work", work: "w1", x: 0, y: 0, w: 10, h: 10 }]);
  edits.addCards(other, [{ kind: "work", work: "w1", x: 50, y: 0, w: 10, h: 10 }]);
  expect([...one.read().cards.values()].map(({ id, work, x }) => ({ id, work, x }))).toEqual([{ id: "w1", work: "w1", x: 50 }]);
});

test("what is no card is left out, and a card with nonsense in it is plain", () => {
  const { one } = pair();
  const cards = edits.mapOf(one.doc, "cards");
  cards.set("string", "a card");
  cards.set("unknown", new Y.Map([["kind", "script"]]));
  cards.set("odd", new Y.Map<unknown>([["kind", "note"], ["x", Infinity], ["y", "up"], ["w", -5], ["text", 7], ["url", { href: 1 }]]));
  edits.mapOf(one.doc, "comments").set("odd", new Y.Map<unknown>([["replies", { length: 3 }]]));
  const state = one.read();
  expect([...state.cards.keys()]).toEqual(["odd"]);
  expect(state.cards.get("odd")).toMatchObject({ x: 0, y: 0, w: 24, text: "", url: "" });
  expect(state.remarks.get("odd")?.replies).toEqual([]);
});

test("only addresses that may be followed are followed", () => {
  expect(safeUrl("https://example.org/a?b#c")).toBe("https://example.org/a?b#c");
  for (const url of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "/only/a/path", ""]) expect(safeUrl(url)).toBeUndefined();
});

test("undo takes back one's own, and never what another did", () => {
  const { one, other } = pair();
  const mine = openUndoing(one, 0);
  const theirs = openUndoing(other, 0);
  const [a = ""] = edits.addCards(one, [note]);
  mine.cut();
  edits.changeCard(one, a, { text: "du pain" });
  mine.cut();
  edits.placeCards(one, new Map([[a, { x: 100, y: 100 }]]));
  edits.placeCards(other, new Map([[a, { x: 200, y: 200 }]]));
  // The other moved it since, and it stays where they put it: the step before is what there is to take back.
  expect(mine.undo()).toBe(true);
  expect(one.read().cards.get(a)).toMatchObject({ x: 200, y: 200, text: "pain" });
  // Taking back the card would take their move with it.
  expect(mine.undo()).toBe(false);
  expect(other.read().cards.get(a)).toMatchObject({ kind: "note", x: 200, y: 200, text: "pain" });
  expect(theirs.undo()).toBe(true);
  expect([...one.read().cards]).toEqual([...other.read().cards]);
});

test("a card that nobody else touched goes and comes back", () => {
  const { one } = pair();
  const mine = openUndoing(one, 0);
  const [a = ""] = edits.addCards(one, [note]);
  edits.remark(one, { x: 0, y: 0 }, "ici", a);
  expect(mine.state()).toEqual({ undo: true, redo: false });
  mine.undo();
  mine.undo();
  expect(one.read().cards.size).toBe(0);
  mine.redo();
  expect(one.read().cards.get(a)?.text).toBe("pain");
  expect(mine.state()).toEqual({ undo: true, redo: true });
});

test("random undo and redo by three people: replicas equal, every foreign text still there", () => {
  let seed = 11;
  const chance = (below: number): number => (seed = (seed * 16807) % 2147483647) % below;
  for (let script = 0; script < 40; script += 1) {
    const tables = [0, 1, 2].map((index) => {
      const table = edits.openDocument(new Y.Doc(), now);
      table.who = { id: String(index), name: "" };
      return table;
    });
    const undos = tables.map((table) => openUndoing(table, 0));
    const share = (): void => {
      for (const from of tables) for (const to of tables) if (from !== to) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc), "net");
    };
    edits.addCards(tables[0]!, [{ ...note, id: "base" }]);
    share();
    // The last text of each person on a card of their own field is never undone by another.
    const last = new Map<number, string>();
    for (let step = 0; step < 40; step += 1) {
      const who = chance(3);
      const table = tables[who]!;
      const act = chance(6);
      if (act === 0) undos[who]!.undo();
      else if (act === 1) undos[who]!.redo();
      else if (act === 2) share();
      else if (act === 3) edits.addCards(table, [{ ...note, id: `c${step}` }]);
      else edits.placeCards(table, new Map([["base", { x: step, y: who }]]));
    }
    const own = `said by ${script}`;
    edits.remark(tables[2]!, { x: 0, y: 0 }, own, "base");
    last.set(2, own);
    share();
    for (let back = 0; back < 60; back += 1) undos[0]!.undo();
    for (let back = 0; back < 60; back += 1) undos[1]!.undo();
    share();
    share();
    const states = tables.map((table) => JSON.stringify(plain(table)));
    expect(states[1]).toBe(states[0]);
    expect(states[2]).toBe(states[0]);
    expect([...tables[0]!.read().remarks.values()].map((one) => one.text)).toContain(last.get(2));
  }
});

function plain(table: edits.TableDocument): unknown {
  return edits.MAPS.map((name) => Object.entries(edits.mapOf(table.doc, name).toJSON()).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, Object.entries(value as object).toSorted(([a], [b]) => (a < b ? -1 : 1))]));
}
