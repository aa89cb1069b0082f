import * as Y from "yjs";

/* A message of the table has at most 1 MB. Who comes back with more sends it in parts, each of which hangs on nothing that is not there by then. */

/** The most that is sent at once, in bytes; the studio takes twice as much. */
export const MOST = 512 * 1024;

type Struct = ReturnType<typeof Y.decodeUpdate>["structs"][number];
type Id = { readonly client: number; readonly clock: number };

/** What must be there before a struct: what it stands beside, and what it is in. */
function needs(struct: Struct): Id[] {
  if (!(struct instanceof Y.Item)) return [];
  const { origin, rightOrigin, parent } = struct;
  const within = parent instanceof Y.ID ? parent : null;
  return [origin, rightOrigin, within].filter((one) => one !== null);
}

/** What a struct takes when it is written, about; a little more rather than less. */
function sizeOf(struct: Struct): number {
  if (!(struct instanceof Y.Item)) return 16;
  const encoder = new Y.UpdateEncoderV1();
  struct.write(encoder, 0);
  return encoder.toUint8Array().length + 8;
}

/**
 * An update as several, none much above `most` bytes unless a single edit is: taken up in this order, none has to wait.
 * What was deleted goes with the last.
 */
export function partsOf(update: Uint8Array, most = MOST): Uint8Array[] {
  if (update.length <= most) return [update];
  const { structs, ds } = Y.decodeUpdate(update);
  const queues = new Map<number, Struct[]>();
  for (const struct of structs) {
    const queue = queues.get(struct.id.client);
    if (queue === undefined) queues.set(struct.id.client, [struct]);
    else queue.push(struct);
  }
  const at = new Map([...queues.keys()].map((client) => [client, 0]));
  const isAhead = ({ client, clock }: Id): boolean => {
    const queue = queues.get(client);
    const next = queue?.[at.get(client) ?? 0];
    const last = queue?.at(-1);
    return next !== undefined && last !== undefined && clock >= next.id.clock && clock < last.id.clock + last.length;
  };
  const parts: Uint8Array[] = [];
  let part = new Map<number, Struct[]>();
  let size = 0;
  const cut = (deleted: typeof ds): void => {
    parts.push(written(part, deleted));
    part = new Map();
    size = 0;
  };
  for (let moving = true; moving; ) {
    moving = false;
    for (const [client, queue] of queues) {
      for (let index = at.get(client) ?? 0; index < queue.length; index = at.get(client) ?? queue.length) {
        const struct = queue[index];
        if (struct === undefined || needs(struct).some((one) => one.client !== client && isAhead(one))) break;
        const more = sizeOf(struct);
        if (size > 0 && size + more > most) cut({ clients: new Map() });
        const taken = part.get(client);
        if (taken === undefined) part.set(client, [struct]);
        else taken.push(struct);
        size += more;
        at.set(client, index + 1);
        moving = true;
      }
    }
  }
  cut(ds);
  return parts;
}

/** Structs by client, each client's following one another, as an update. */
function written(part: ReadonlyMap<number, readonly Struct[]>, deleted: ReturnType<typeof Y.decodeUpdate>["ds"]): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  encoder.writeLen(part.size);
  for (const [client, structs] of [...part].toSorted(([a], [b]) => b - a)) {
    encoder.writeLen(structs.length);
    encoder.writeClient(client);
    encoder.writeLen(structs[0]?.id.clock ?? 0);
    for (const struct of structs) struct.write(encoder, 0);
  }
  encoder.writeLen(deleted.clients.size);
  for (const [client, ranges] of deleted.clients) {
    encoder.writeClient(client);
    encoder.writeLen(ranges.length);
    for (const { clock, len } of ranges) {
      encoder.writeDsClock(clock);
      encoder.writeDsLen(len);
    }
  }
  return encoder.toUint8Array();
}

/** A number as lib0 writes it, seven bits a byte. */
function varUintOf(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest < 128 ? rest : (rest % 128) | 128);
    if (rest < 128) return bytes;
  }
}

/** A message of the table: its kind, for an edit the step of synchronisation, and the body. */
export function messageOf(head: readonly number[], body: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = varUintOf(body.length);
  const message = new Uint8Array(head.length + size.length + body.length);
  message.set(head);
  message.set(size, head.length);
  message.set(body, head.length + size.length);
  return message;
}

/** The body of a message with so long a head. */
export function bodyOf(message: Uint8Array, head: number): Uint8Array {
  let at = head;
  while ((message[at] ?? 0) > 127) at += 1;
  return message.subarray(at + 1);
}

/** What each window's edits are known up to, of a state and of what was sent since. */
export function further(state: Uint8Array, update: Uint8Array): Uint8Array {
  const known = Y.decodeStateVector(state);
  for (const [client, end] of Y.parseUpdateMeta(update).to) known.set(client, Math.max(end, known.get(client) ?? 0));
  const encoder = new Y.UpdateEncoderV1();
  encoder.writeLen(known.size);
  for (const [client, end] of known) {
    encoder.writeClient(client);
    encoder.writeLen(end);
  }
  return encoder.toUint8Array();
}
