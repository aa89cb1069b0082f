import type { BrandKit, Brief } from "../api/types";
import { withTable } from "./values";

const both = (one: readonly string[] | undefined, other: readonly string[]): string[] => [...new Set([...(one ?? []), ...other])];

/** A font that is a file of one's own, which lies beside the one brief that it was laid by. */
export const FONT_FILE = /\.(ttf|otf|woff2?)$/i;

/** The font files of a kit that a brief does not have beside it: they would be missing there. */
export const filesElsewhere = (brief: Brief, kit: BrandKit): string[] =>
  [...new Set([kit.heading, kit.body])].filter((face) => FONT_FILE.test(face) && !(brief.brand?.fonts ?? []).includes(face));

/**
 * A brief under a brand kit: its colours, type and logo instead, its words added; what is forbidden counts as to avoid.
 * Font files that lie beside another brief are left out.
 */
export function applyKit(brief: Brief, kit: BrandKit): Brief {
  const missing = filesElsewhere(brief, kit);
  const fonts = [...new Set([kit.heading, kit.body])].filter((face) => face !== "" && !missing.includes(face));
  const branded = withTable(brief, "brand", {
    ...(kit.colours.length > 0 ? { colours: kit.colours } : {}),
    ...(fonts.length > 0 ? { fonts } : {}),
    ...(kit.logo !== null && kit.logo !== "" ? { logo: kit.logo } : {}),
  });
  return withTable(branded, "words", { use: both(brief.words?.use, kit.words), avoid: both(brief.words?.avoid, [...kit.avoid, ...kit.forbidden]) });
}

/** What a work on the record is called by. */
const WORK = /^[0-9a-f]{32}$/;
export const isWork = (name: string): boolean => WORK.test(name);

/** The logo of a brief as a work, which every project can take: by its id, or by the name of a picture of the project. */
export function logoWork(brief: Brief, pictures: ReadonlyMap<string, { readonly id: string }>): string | null {
  const logo = brief.brand?.logo ?? "";
  return isWork(logo) ? logo : (pictures.get(logo)?.id ?? null);
}

/** A kit out of a brief's brand, under a name; `pictures` are those of its project, by name. */
export function kitOf(brief: Brief, name: string, pictures: ReadonlyMap<string, { readonly id: string }> = new Map()): BrandKit {
  const [heading = "", body = ""] = brief.brand?.fonts ?? [];
  return {
    id: idOf(name),
    name,
    colours: brief.brand?.colours ?? [],
    heading,
    body,
    logo: logoWork(brief, pictures),
    words: brief.words?.use ?? [],
    avoid: brief.words?.avoid ?? [],
    forbidden: [],
    // One that is new: what bears its name already is not written over.
    version: "",
  };
}

/** A name as an address has it. */
export const idOf = (name: string): string =>
  name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60) ||
  "kit";
