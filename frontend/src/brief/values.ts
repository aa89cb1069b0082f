import type { Brief, Finding, Reference } from "../api/types";

/** A brief without what is empty: an empty text or list is the same as none (docs/reference/brief.md). */
export function tidy(brief: Brief): Brief {
  return (withoutEmpty(brief) ?? {}) as Brief;
}

function withoutEmpty(value: unknown): unknown {
  if (typeof value === "string") return value.trim() === "" ? undefined : value;
  if (Array.isArray(value)) {
    const kept = value.map(withoutEmpty).filter((one) => one !== undefined);
    return kept.length === 0 ? undefined : kept;
  }
  if (typeof value === "object" && value !== null) {
    const kept = Object.entries(value).flatMap(([name, one]) => {
      const said = withoutEmpty(one);
      return said === undefined ? [] : [[name, said] as const];
    });
    return kept.length === 0 ? undefined : Object.fromEntries(kept);
  }
  return value ?? undefined;
}

type Table = "facts" | "words" | "brand" | "copy" | "art" | "rights";

/** A brief in which some fields of one of its tables are others. */
export function withTable<Name extends Table>(brief: Brief, table: Name, fields: NonNullable<Brief[Name]>): Brief {
  return { ...brief, [table]: { ...brief[table], ...fields } };
}

/** References as rows, the short form too. */
export const rowsOf = (brief: Brief): Reference[] => (brief.references ?? []).map((one) => (typeof one === "string" ? { path: one } : one));

export interface PartnerLogo {
  path: string;
  name?: string;
}

export const partnersOf = (brief: Brief): PartnerLogo[] => (brief.brand?.partners ?? []).map((one) => (typeof one === "string" ? { path: one } : one));

/** The field that a finding is about, as `facts.date` or `brand.colours[2]`; empty when it is about none. */
export function fieldOf(finding: Finding): string {
  const [, ...parts] = finding.place.split(/\s+/);
  const last = parts.at(-1) ?? "";
  return /^[a-z_]+(\.[a-z_]+|\[\d+\])*$/.test(last) ? last : "";
}

/** Whether a finding says that something is not there. A page says that in its own words, under the name that it gives the field. */
export const isLacking = (finding: Finding): boolean => finding.code === "field-missing" || finding.code === "field-empty";

/** What is wrong with a field, or with one of its elements; not that the field itself lacks: a reading is always a little behind what is typed. */
export function wrongWith(errors: readonly Finding[], field: string): string | undefined {
  const found = errors.filter((error) => {
    const at = fieldOf(error);
    return (at === field && !isLacking(error)) || at.startsWith(`${field}[`) || at.startsWith(`${field}.`);
  });
  return found.length === 0 ? undefined : found.map((error) => error.message).join(" ");
}

export const sameBrief = (one: Brief, other: Brief): boolean => stable(tidy(one)) === stable(tidy(other));

const stable = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1))) : one,
  );
