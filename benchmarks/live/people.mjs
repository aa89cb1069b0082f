/**
 * People at one table: each with a document of their own, each moving cards so many times a second.
 *
 *   node people.mjs '{"url": "ws://…", "headers": {}, "people": 50, "rate": 2, "seconds": 60, "cards": 2000}'
 *
 * Prints one line of JSON: what was seen, how long after it was done (ms), and whether all end with the same table.
 */
import { performance } from "node:perf_hooks";
import WebSocket from "ws";
import * as Y from "yjs";
import * as syncProtocol from "y-protocols/sync";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

const asked = JSON.parse(process.argv[2]);
const { url, headers = {}, people, rate, seconds, cards } = asked;
const SYNC = 0;
const each = Math.floor(cards / people);
const sentAt = Array.from({ length: people }, () => []);
const latencies = [];

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const until = async (told, what, ms = 60_000) => {
  const end = performance.now() + ms;
  while (!told()) {
    if (performance.now() > end) throw new Error(`never: ${what}`);
    await pause(20);
  }
};

class Person {
  constructor(number) {
    this.number = number;
    this.doc = new Y.Doc();
    this.map = this.doc.getMap("cards");
    this.synced = false;
    this.sent = 0;
    this.durable = 0;
    this.seen = 0;
    this.last = new Int32Array(cards).fill(-1);
    this.doc.on("update", (update, origin) => {
      if (origin === this) return;
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, SYNC);
      syncProtocol.writeUpdate(encoder, update);
      this.send(encoding.toUint8Array(encoder));
    });
  }

  /** What changes the document is counted: a server that keeps it tells how many of these are on the disk. */
  send(data) {
    this.sent += 1;
    this.socket.send(data);
  }

  async open() {
    this.socket = new WebSocket(url, { headers, perMessageDeflate: false });
    this.socket.binaryType = "nodebuffer";
    this.socket.on("message", (data) => this.hear(data));
    this.socket.on("close", (code, reason) => {
      if (!this.ending) {
        console.error(`closed: ${code} ${reason}`);
        process.exit(1);
      }
    });
    await new Promise((done, failed) => {
      this.socket.on("open", done);
      this.socket.on("error", failed);
    });
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, SYNC);
    syncProtocol.writeSyncStep1(encoder, this.doc);
    this.socket.send(encoding.toUint8Array(encoder));
    await until(() => this.synced, "the first answer");
  }

  hear(data) {
    const decoder = decoding.createDecoder(data);
    const kind = decoding.readVarUint(decoder);
    if (kind === 100) this.durable = decoding.readVarUint(decoder);
    if (kind !== SYNC) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, SYNC);
    const step = syncProtocol.readSyncMessage(decoder, encoder, this.doc, this);
    if (step === 1) this.synced = true;
    if (encoding.length(encoder) > 1) this.send(encoding.toUint8Array(encoder));
  }

  /** Note each move of another's card when it is seen here: the card's `x` is how many moves that person had made. */
  watch() {
    this.doc.on("afterTransaction", (transaction) => {
      if (transaction.origin !== this) return;
      const now = performance.now();
      for (const [type, keys] of transaction.changed) {
        if (!keys.has("x")) continue;
        const card = Number(type._item.parentSub.slice(5));
        const who = Math.floor(card / each);
        const move = type.get("x");
        // Moves of one card that arrive together were all seen: the last stands for those that it covers.
        for (let one = this.last[card] < 0 ? card % each : this.last[card] + each; one <= move; one += each) {
          latencies.push(now - sentAt[who][one]);
          this.seen += 1;
        }
        this.last[card] = move;
      }
    });
  }

  move() {
    const mine = sentAt[this.number];
    const move = mine.length;
    const card = this.map.get(`card-${this.number * each + (move % each)}`);
    mine.push(performance.now());
    this.doc.transact(() => {
      card.set("x", move);
      card.set("y", Math.random() * 4000);
    });
  }
}

const crowd = Array.from({ length: people }, (_, number) => new Person(number));
await crowd[0].open();
crowd[0].doc.transact(() => {
  for (let card = 0; card < each * people; card += 1) {
    const one = new Y.Map();
    for (const [key, value] of Object.entries({ kind: "work", work: `work-${card}`, w: 240, h: 320, z: card, by: "a" }))
      one.set(key, value);
    one.set("x", -1);
    one.set("y", 0);
    crowd[0].map.set(`card-${card}`, one);
  }
});
await Promise.all(crowd.slice(1).map((person) => person.open()));
await until(() => crowd.every((person) => person.map.size >= each * people), "the whole table");
for (const person of crowd) person.watch();

const began = process.cpuUsage();
const start = performance.now();
const end = start + seconds * 1000;
await Promise.all(
  crowd.map(async (person) => {
    const gap = 1000 / rate;
    let next = start + Math.random() * gap;
    while (next < end) {
      await pause(Math.max(0, next - performance.now()));
      person.move();
      next += gap;
    }
  }),
);
const moves = sentAt.reduce((sum, one) => sum + one.length, 0);
const expected = moves * (people - 1);
let complete = true;
await until(() => crowd.reduce((sum, person) => sum + person.seen, 0) >= expected, "every move seen by all").catch(() => {
  complete = false;
});
const took = performance.now() - start;
const spent = process.cpuUsage(began);
const states = new Set(crowd.map((person) => JSON.stringify(Object.entries(person.map.toJSON()).sort())));
const onDisk = () => crowd.filter((person) => person.durable >= person.sent).length;
if (asked.durable) await until(() => onDisk() === people, "all on the disk", 10_000).catch(() => {});
const acknowledged = onDisk();
latencies.sort((a, b) => a - b);
const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
console.log(
  JSON.stringify({
    moves,
    expected,
    seen: latencies.length,
    complete: complete && latencies.length === expected,
    same: states.size === 1,
    people,
    acknowledged,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    most: latencies.at(-1),
    cpu: (spent.user + spent.system) / 1e6,
    took: took / 1000,
  }),
);
for (const person of crowd) {
  person.ending = true;
  person.socket.close();
}
setTimeout(() => process.exit(0), 200);
