import type { Act, Party, PartyKind } from "../api/types";

const KINDS: readonly PartyKind[] = ["person", "collective", "model", "rule"];

/** Who acted: of what came in, who brought it, though whose it is stands first. */
export const actorOf = (act: Act): Record<string, string> | undefined => act.by.find((one) => one["role"] === "importer") ?? act.by[0];

/** At whose request an act was done, where another did it. */
export const askerOf = (act: Act): Party | undefined => (act.asked === null || act.asked.id === actorOf(act)?.["party"] ? undefined : act.asked);

export const kindOf = (act: Act): PartyKind => KINDS.find((kind) => kind === actorOf(act)?.["kind"]) ?? "rule";

/** Where an act stands on the record. */
export const recordOf = (act: Act): string => `/record?act=${act.seq}`;

export interface Shown {
  work: string;
  role: string;
  title: string;
}

const DECIDED = new Set(["chosen", "kept", "refused", "reopened", "withdrawn", "published", "signed", "licensed", "audited"]);
/** Stands beside the design that it shows. */
const BESIDE = new Set(["preview"]);

const shown = (one: Record<string, string>): Shown => ({ work: one["work"] ?? "", role: one["role"] ?? "", title: one["title"] ?? "" });

/** The works that an act is about: what it made, else what it decided on, else what it used. */
export function worksOf(act: Act): Shown[] {
  if ("idea" in act.settings && act.made.length === 0) return act.used.map((one) => ({ ...shown(one), role: "idea" }));
  const made = act.made.map(shown);
  const designs = made.filter(({ role }) => !BESIDE.has(role));
  if (made.length > 0) return designs.length > 0 ? designs : made;
  const used = act.used.map(shown);
  const decided = used.filter(({ role }) => DECIDED.has(role));
  return decided.length > 0 ? decided : used;
}

/** The draft that an act is about, when it is about one: it can be taken up again. */
export function draftOf(act: Act): Shown | undefined {
  if (act.project === null) return undefined;
  const works = worksOf(act);
  if (act.kind === "compose" || act.kind === "edit") return works.find(({ role }) => role === "draft");
  const decided = ["choose", "keep", "refuse", "reopen"].includes(act.kind) && !("idea" in act.settings) && !("format" in act.settings);
  return decided ? works[0] : undefined;
}

/* Works that have no picture of their own: asking for one would be in vain. */
const WORDS = new Set(["brief", "idea", "line", "lines", "typeface", "answer", "result", "text"]);

/** Whether a work may have a picture; an idea that was decided on has none. */
export const canBeSeen = (one: Shown): boolean => !WORDS.has(one.role);

/** Acts by day, in the order in which they come. */
export function byDay(acts: readonly Act[]): { day: string; acts: Act[] }[] {
  const days: { day: string; acts: Act[] }[] = [];
  for (const act of acts) {
    const at = new Date(act.at);
    const day = `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}-${String(at.getDate()).padStart(2, "0")}`;
    const last = days.at(-1);
    if (last?.day === day) last.acts.push(act);
    else days.push({ day, acts: [act] });
  }
  return days;
}
