import { expect, test } from "vitest";
import * as Y from "yjs";
import { bodyOf, further, messageOf, partsOf } from "./parting";

/** Three documents that write on the same notes, one after another and at once. */
function written(): Y.Doc {
  const docs = [0, 1, 2].map(() => new Y.Doc());
  const cards = docs.map((doc) => doc.getMap("cards"));
  for (let round = 0; round < 12; round += 1) {
    docs.forEach((_, index) => {
      cards[index]!.set(`own ${index} ${round}`, new Y.Map<unknown>([["kind", "note"], ["text", new Y.Text("pain ".repeat(40))]]));
      const shared = cards[index]!.get("own 0 0");
      if (shared instanceof Y.Map) (shared.get("text") as Y.Text).insert(3, `${index}${round}`);
      if (round % 4 === 3) cards[index]!.delete(`own ${index} ${round - 1}`);
    });
    for (const from of docs) for (const to of docs) if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
  }
  return docs[0]!;
}

test("parts are small, make the whole again, and none waits for a later one", () => {
  const doc = written();
  const whole = Y.encodeStateAsUpdate(doc);
  const parts = partsOf(whole, 600);
  expect(parts.length).toBeGreaterThan(5);
  for (const part of parts.slice(0, -1)) expect(part.length).toBeLessThan(900);
  const there = new Y.Doc();
  let known = Y.encodeStateVector(there);
  for (const part of parts) {
    Y.applyUpdate(there, part);
    expect(there.store.pendingStructs).toBeNull();
    known = further(known, part);
    expect(Y.decodeStateVector(known)).toEqual(Y.decodeStateVector(Y.encodeStateVector(there)));
  }
  expect(there.getMap("cards").toJSON()).toEqual(doc.getMap("cards").toJSON());
  expect(Y.encodeStateVector(there)).toEqual(Y.encodeStateVector(doc));
});

test("what lacks nothing goes in one", () => {
  const doc = written();
  const update = Y.encodeStateAsUpdate(doc);
  expect(partsOf(update)).toEqual([update]);
  expect(partsOf(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc)))).toHaveLength(1);
});

test("what was begun elsewhere goes on from there", () => {
  const doc = written();
  const there = new Y.Doc();
  Y.applyUpdate(there, Y.encodeStateAsUpdate(doc));
  const before = Y.encodeStateVector(there);
  for (let n = 0; n < 50; n += 1) doc.getMap("cards").set(`late ${n}`, new Y.Map([["text", "sel ".repeat(50)]]));
  for (const part of partsOf(Y.encodeStateAsUpdate(doc, before), 800)) {
    Y.applyUpdate(there, part);
    expect(there.store.pendingStructs).toBeNull();
  }
  expect(there.getMap("cards").size).toBe(doc.getMap("cards").size);
});

test("a message has its size before its body", () => {
  for (const length of [0, 1, 127, 128, 70_000]) {
    const body = new Uint8Array(length).fill(7);
    expect(bodyOf(messageOf([0, 2], body), 2)).toEqual(body);
  }
});
