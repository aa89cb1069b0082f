import type { ActSieve } from "../api/queries";

/** What the record is looked through for, as the address has it: days are days of this computer. */
export interface Looked {
  project: string;
  party: string;
  kind: string;
  work: string;
  since: string;
  until: string;
  q: string;
}

const NAMES = ["project", "party", "kind", "work", "since", "until", "q"] as const satisfies readonly (keyof Looked)[];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Kinds of act as people look for them; each is a list of the record's kinds. */
export const KINDS: Readonly<Record<string, string>> = {
  decisions: "choose,keep,refuse,reopen,allow,explore",
  ideas: "propose",
  made: "compose,generate,rerun",
  corrections: "edit",
  editions: "adapt,sign,deliver,publish,withdraw",
  arrivals: "import,enrol",
  checks: "audit",
  rest: "license,train,reset-taste,erase,invite,dismiss",
};

export function readAddress(search: URLSearchParams): Looked {
  const told = Object.fromEntries(NAMES.map((name) => [name, search.get(name) ?? ""])) as unknown as Looked;
  return { ...told, since: DAY.test(told.since) ? told.since : "", until: DAY.test(told.until) ? told.until : "" };
}

/** The address with something changed; what is empty does not stand there, and the act that was asked for is let go. */
export function changed(search: URLSearchParams, change: Partial<Looked>): URLSearchParams {
  const next = new URLSearchParams(search);
  next.delete("act");
  for (const [name, value] of Object.entries(change)) {
    if (value === "") next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/** As the API is asked: a first and a last day are moments, the last one included. */
export function asked(looked: Looked, project: string | undefined): ActSieve {
  const { since, until } = looked;
  const sieve: Record<string, string> = {
    project: project ?? looked.project,
    party: looked.party,
    work: looked.work,
    kind: KINDS[looked.kind] ?? looked.kind,
    q: looked.q,
    since: since === "" ? "" : startOf(since, 0),
    until: until === "" ? "" : startOf(until, 1),
  };
  return Object.fromEntries(Object.entries(sieve).filter(([, value]) => value !== "")) as ActSieve;
}

function startOf(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const at = new Date(year, month - 1, date + later);
  return Number.isNaN(at.getTime()) ? "" : at.toISOString();
}

export const isNarrow = (looked: Looked): boolean => NAMES.some((name) => looked[name] !== "");
