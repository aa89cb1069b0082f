import { expect, test } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import * as ack from "./acknowledged";
import { endOf, varUint } from "./live";
import { broughtText, stem } from "./pasting";
import { othersOf, people, readPresent, tintOf } from "./presence";
import { thumbSize } from "./thumbs";

test("saved is said when all that was sent is durable, and not before", () => {
  const step2 = new Uint8Array([0, 1, 0]);
  const update = new Uint8Array([0, 2, 0]);
  let now = ack.opened(ack.START);
  now = ack.sending(now, new Uint8Array([0, 0, 0]));
  now = ack.sending(now, new Uint8Array([1, 0]));
  expect(now.sent).toBe(0);
  expect(ack.savedState(now)).toBe("saved");
  now = ack.sending(now, step2);
  now = ack.sending(ack.edited(now), update);
  now = ack.acknowledging(now, 1);
  expect(ack.savedState(now)).toBe("saving");
  now = ack.acknowledging(now, 2);
  expect(ack.savedState(now)).toBe("saved");
  now = ack.edited(ack.lost(now));
  expect(ack.savedState(now)).toBe("apart");
  expect(now.open).toBe(1);
  // After a return the first step 2 carries what was made apart.
  now = ack.opened(now);
  expect(ack.savedState(ack.acknowledging(now, 0))).toBe("saving");
  now = ack.acknowledging(ack.sending(now, step2), 1);
  expect(ack.savedState(now)).toBe("saved");
  expect(now.open).toBe(0);
});

test("numbers are read as they are written", () => {
  expect(varUint(new Uint8Array([100, 5]), 1)).toBe(5);
  expect(varUint(new Uint8Array([0xac, 0x02]), 0)).toBe(300);
});

test("codes that end a connection say why", () => {
  for (const code of [1007, 1008, 4401, 4403, 4404]) expect(endOf(code)).toBeDefined();
  for (const code of [1000, 1001, 1006, 1011, 1012, 1013]) expect(endOf(code)).toBeUndefined();
});

test("presence is read with distrust", () => {
  expect(readPresent(1, null)).toBeUndefined();
  expect(readPresent(1, { id: "p", name: 7, colour: "url(x)", kind: "king", cursor: { x: "1" }, selected: ["a", 3] })).toEqual({
    client: 1, id: "p", name: "", colour: tintOf("p"), kind: "person", cursor: undefined, selected: ["a"], editing: undefined,
  });
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalState({ id: "me" });
  expect(othersOf(awareness)).toEqual([]);
  awareness.destroy();
  const twice = [readPresent(1, { id: "p", name: "P" })!, readPresent(2, { id: "p", name: "P" })!, readPresent(3, { id: "q", name: "Q" })!];
  expect(people(twice).map((one) => one.name)).toEqual(["P", "Q"]);
});

test("addresses alone are links, words are notes", () => {
  expect(broughtText("https://example.org/a\nhttps://example.org/b\n").links).toEqual(["https://example.org/a", "https://example.org/b"]);
  expect(broughtText("see https://example.org").notes).toEqual(["see https://example.org"]);
  expect(broughtText("  ")).toEqual({ files: [], links: [], notes: [] });
  expect(broughtText("javascript:alert(1)").notes).toHaveLength(1);
  expect(stem("mon dessin.v2.png")).toBe("mon dessin.v2");
});

test("a card asks for a picture that is large enough and no larger", () => {
  expect(thumbSize(0.2, 240)).toBe(64);
  expect(thumbSize(1, 240)).toBe(256);
  expect(thumbSize(1, 240, 2)).toBe(1024);
  expect(thumbSize(2, 240)).toBe(1024);
});
