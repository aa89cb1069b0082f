import { language } from "../app/words";
import type { Problem } from "./types";

export type { Problem } from "./types";

export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export interface Asked {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  body?: unknown;
  raw?: Blob;
  signal?: AbortSignal;
}

/** One request to the API of this very host; writes carry a key, so that one sent twice is done once. */
export async function ask<T>(path: string, asked: Asked = {}): Promise<T> {
  const method = asked.method ?? "GET";
  const headers: Record<string, string> = { "Accept-Language": language() };
  if (method !== "GET") headers["Idempotency-Key"] = crypto.randomUUID();
  if (asked.body !== undefined) headers["Content-Type"] = "application/json";
  if (asked.raw !== undefined) headers["Content-Type"] = asked.raw.type || "application/octet-stream";
  const body = asked.raw ?? (asked.body === undefined ? undefined : JSON.stringify(asked.body));
  const answer = await sent(`/api${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    ...(asked.signal === undefined ? {} : { signal: asked.signal }),
  });
  if (!answer.ok) throw new Refused(await problemOf(answer));
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/** How long a line that was lost is given to come back, in milliseconds. */
const AGAIN = 600;

/** A write whose answer was lost on its way is sent once more under the same key: what was done is told, and not done twice. */
async function sent(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request);
  } catch (error) {
    if (request.method === "GET" || request.signal?.aborted === true || !(error instanceof TypeError)) throw error;
    await new Promise((resolve) => setTimeout(resolve, AGAIN));
    return fetch(address, request);
  }
}

/** What is no JSON: its bytes. */
export async function askBytes(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  const answer = await fetch(`/api${path}`, { headers: { "Accept-Language": language() }, ...(signal === undefined ? {} : { signal }) });
  if (!answer.ok) throw new Refused(await problemOf(answer));
  return new Uint8Array(await answer.arrayBuffer());
}

async function problemOf(answer: Response): Promise<Problem> {
  try {
    const told = (await answer.json()) as Partial<Problem>;
    return { status: answer.status, code: "unexpected", detail: "", place: "", remedy: "", errors: [], ...told };
  } catch {
    return { status: answer.status, code: "unexpected", detail: answer.statusText, place: "", remedy: "", errors: [] };
  }
}
