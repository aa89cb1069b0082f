/**
 * Several people edit one table at random, at the same time, and undo and redo what is their own.
 *
 *   node undo.mjs FIRST COUNT TOLD
 *
 * Plays the scripts FIRST, FIRST + 1, …; prints one line of JSON for each that went wrong, and for the first TOLD of
 * them the updates in the order in which a server would have them, with the table that everybody ended with.
 * The undo is the studio's own, as its pages are built of it.
 */
import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "../../frontend/node_modules/rolldown/dist/index.mjs";

/** The studio's undo, and the Yjs that it works with. */
const built = async () => {
  const table = resolve(fileURLToPath(import.meta.url), "../../../frontend/src/table");
  const entry = join(table, "entry-of-a-test.ts");
  const source = `export * as Y from "yjs"; export { openUndoing } from "./undoing"; export { MAPS, openDocument } from "./document";`;
  const bundle = await rolldown({
    input: entry,
    plugins: [{ name: "entry", resolveId: (id) => (id === entry ? id : null), load: (id) => (id === entry ? source : null) }],
  });
  const { output } = await bundle.generate({ format: "esm" });
  const folder = mkdtempSync(join(tmpdir(), "undo-"));
  try {
    writeFileSync(join(folder, "undo.mjs"), output[0].code);
    return await import(pathToFileURL(join(folder, "undo.mjs")).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const { Y, MAPS: ROOTS, openDocument, openUndoing } = await built();
const FIELDS = ["x", "y", "text"];

/** mulberry32: the same numbers for the same seed. */
const numbers = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

class Person {
  constructor(name, client) {
    this.name = name;
    this.doc = new Y.Doc();
    this.doc.clientID = client;
    this.out = [];
    this.doc.on("update", (update, origin) => origin !== "far" && this.out.push(update));
    this.table = openDocument(this.doc, (task) => task());
    this.undoing = openUndoing(this.table, 0);
    /** What this person wrote over or took away on purpose: theirs to take away again. */
    this.replaced = new Set();
  }

  edit(change) {
    const before = this.values();
    this.doc.transact(() => change(this.doc), this.table.origin);
    const after = this.values();
    for (const [place, value] of before) if (after.get(place) !== value) this.replaced.add(`${place} ${value}`);
  }

  /** Every value on the table with who wrote it, which each value says itself. */
  values() {
    const found = new Map();
    for (const root of ROOTS)
      for (const [key, one] of this.doc.getMap(root))
        for (const [field, value] of one)
          if (value instanceof Y.Array) value.toArray().forEach((said) => found.set(`${root}/${key}/${field}/${said}`, said));
          else found.set(`${root}/${key}/${field}`, value);
    return found;
  }
}

const act = (person, random, count) => {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const told = `${person.name}:${count}`;
  const root = pick(ROOTS);
  const keys = [...person.doc.getMap(root).keys()].sort();
  const what = random();
  if (what < 0.2 || keys.length === 0)
    person.edit((doc) => {
      // As the studio does: what is on the table is not put there again, unless by two at the same time.
      const key = `${root}-${Math.floor(random() * 6)}`;
      if (doc.getMap(root).has(key)) return;
      const one = new Y.Map();
      for (const field of FIELDS) one.set(field, told);
      if (root === "comments") one.set("replies", Y.Array.from([told]));
      doc.getMap(root).set(key, one);
    });
  else if (what < 0.5) person.edit((doc) => doc.getMap(root).get(pick(keys)).set(pick(FIELDS), told));
  else if (what < 0.58) person.edit((doc) => doc.getMap(root).delete(pick(keys)));
  else if (what < 0.64) person.edit((doc) => doc.getMap(root).get(pick(keys)).delete(pick(FIELDS)));
  else if (what < 0.7)
    person.edit((doc) => {
      const replies = doc.getMap(root).get(pick(keys)).get("replies");
      if (replies !== undefined) replies.push([told]);
    });
  else return what < 0.88 ? "undo" : "redo";
  return "edit";
};

const play = (seed) => {
  const random = numbers(seed);
  const people = ["ana", "ben", "cleo"].slice(0, 2 + Math.floor(random() * 2)).map((name, n) => new Person(name, n + 1));
  const server = [];
  const reached = people.map(() => 0);
  const faults = [];
  let undone = 0;
  const give = (n) => {
    const from = server.length;
    for (const update of people[n].out.splice(0)) server.push([n, update]);
    return from;
  };
  const take = (n) => {
    for (; reached[n] < server.length; reached[n] += 1)
      if (server[reached[n]][0] !== n) Y.applyUpdate(people[n].doc, server[reached[n]][1], "far");
  };
  for (let count = 0; count < 40; count += 1) {
    const n = Math.floor(random() * people.length);
    const person = people[n];
    const before = person.values();
    const what = act(person, random, count);
    if (what !== "edit") {
      if (person.undoing[what]()) undone += 1;
      const after = person.values();
      for (const [place, value] of before)
        if (!value.startsWith(`${person.name}:`) && after.get(place) !== value && !person.replaced.has(`${place} ${value}`))
          faults.push({ count, what, by: person.name, place, value, now: after.get(place) ?? null });
    }
    // Each is online now and then: what was done meanwhile is concurrent.
    if (random() < 0.35) {
      take(n);
      give(n);
    }
  }
  people.forEach((_, n) => give(n));
  people.forEach((_, n) => take(n));
  const tables = people.map((person) =>
    JSON.stringify(ROOTS.map((root) => Object.entries(person.doc.getMap(root).toJSON()).sort())),
  );
  if (new Set(tables).size > 1) faults.push({ what: "replicas differ" });
  return { seed, undone, faults, updates: server.map(([, update]) => Buffer.from(update).toString("base64")), table: tables[0] };
};

const [first, count, told] = process.argv.slice(2).map(Number);
let undone = 0;
for (let seed = first; seed < first + count; seed += 1) {
  const found = play(seed);
  undone += found.undone;
  if (found.faults.length > 0 || seed < first + told) console.log(JSON.stringify(found));
}
console.log(JSON.stringify({ played: count, undone }));
