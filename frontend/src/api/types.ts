import type { components } from "./schema";

/* The bodies of the API, as its own document has them (`npm run types`). Times are ISO 8601, ids the record's. */

type Schemas = components["schemas"];

/** What an answer holds: whatever may be left out of a body that is sent is there in one that comes. */
type Told<Body> = Body extends (infer Row)[] ? Told<Row>[] : Body extends object ? { [Name in keyof Body]-?: Told<Exclude<Body[Name], undefined>> } : Body;

export interface Page<Row> {
  items: Row[];
  next: string | null;
  total: number | null;
  /** Of works: the last act that the answer knows. */
  head?: number | null;
}

export interface Finding {
  code: string;
  message: string;
  place: string;
  remedy: string;
}

/** RFC 9457, in the language of the request. */
export interface Problem extends Partial<Pick<Told<Schemas["Problem"]>, "type" | "title">> {
  status: number;
  code: string;
  detail: string;
  place: string;
  remedy: string;
  errors: Finding[];
}

export type Party = Told<Schemas["PartyShape"]>;
export type Me = Told<Schemas["Me"]>;
export type ProjectRow = Told<Schemas["ProjectRow"]>;
export type Job = Omit<Told<Schemas["Job"]>, "problem"> & { problem: Problem | null };
export type Idea = Told<Schemas["IdeaShape"]>;
export type Tournament = Told<Schemas["TournamentShape"]>;
export type WorkRow = Told<Schemas["WorkRow"]>;
export type Round = Told<Schemas["RoundShape"]>;
export type CreditLine = Told<Schemas["CreditLine"]>;
export type Edition = Told<Schemas["EditionShape"]>;
export type WorkWhole = Told<Schemas["WorkWhole"]>;
export type Elements = Told<Schemas["ElementsShape"]>;
export type ElementOf = Elements["elements"][number];
export type LostFormat = Told<Schemas["LostFormat"]>;
export type LineageNode = Told<Schemas["LineageNode"]>;
export type Lineage = Told<Schemas["LineageShape"]>;
export type Taste = Told<Schemas["Taste"]>;
export type Partner = Told<Schemas["Partner"]>;
export type Invitation = Told<Schemas["InvitationShape"]>;
export type Moment = Invitation["moments"][number];
export type Act = Told<Schemas["ActShape"]>;
export type Verified = Told<Schemas["VerifyShape"]>;
export type Emblem = Told<Schemas["EmblemShape"]>;
export type BrandKit = Told<Schemas["BrandKit"]>;
export type TableVersion = Told<Schemas["TableVersion"]>;
export type Reading = Omit<Told<Schemas["Reading"]>, "errors"> & { errors: Finding[] };

export type PartyKind = Party["kind"];
export type State = WorkRow["state"];
export type MadeBy = WorkRow["made_by"];
export type WorkKind = WorkRow["kind"];
export type ProjectState = ProjectRow["state"];
export type JobKind = Job["kind"];
export type JobState = Job["state"];

/* What is sent. */
export type MeWish = Schemas["MeWish"];
export type Decision = Schemas["Decision"];
export type RoundWish = Schemas["RoundWish"];
export type RoundKind = RoundWish["kind"];
export const ROUND_KINDS = ["more", "less", "mix", "opposite", "palette"] as const satisfies readonly RoundKind[];
export type Trait = NonNullable<RoundWish["keep"]>[number];
export type RefuseRound = Schemas["RefuseRound"];
export type Edit = Schemas["Edit"];

export interface AskWish {
  partner: string;
  say: string;
  works?: string[];
}

export interface FileMeta {
  name: string;
  author: string;
  licence: string;
}

/** A brief as its TOML has it (docs/reference/brief.md). */
export interface Brief {
  title?: string;
  about?: string;
  language?: string;
  client?: string;
  audience?: string;
  goal?: string;
  mood?: string[];
  formats?: string[];
  facts?: {
    product?: string;
    promise?: string;
    people?: string[];
    place?: string;
    date?: string;
    price?: string;
    url?: string;
    qr?: boolean;
  };
  programme?: { time?: string; name?: string; place?: string }[];
  words?: { use?: string[]; avoid?: string[] };
  brand?: { colours?: string[]; fonts?: string[]; logo?: string; partners?: (string | { path: string; name?: string })[] };
  copy?: { headline?: string; line?: string; action?: string; small?: string };
  art?: { share_alike?: boolean; credit_line?: boolean };
  rights?: Partial<Record<"territories" | "media" | "channels" | "purposes" | "industries" | "audiences", string[]>>;
  references?: (string | Reference)[];
}

export interface Reference {
  path?: string;
  library?: string;
  author?: string;
  licence?: string;
  recolour?: boolean;
}

export type BriefShape = Omit<Told<Schemas["BriefShape"]>, "brief" | "reading"> & { brief: Brief; reading: Reading };
export type ProjectNew = Omit<Schemas["ProjectNew"], "brief"> & { brief: Brief };

export interface Begun {
  project: ProjectRow;
  job: Job | null;
}

export interface FormatOf {
  id: string;
  label: string;
  note: string;
  width: number;
  height: number;
  unit: "px" | "mm";
}

export interface PaletteOf {
  id: string;
  label: string;
  dark: boolean;
  colours: Record<"ground" | "ink" | "signal" | "second" | "light", string>;
}

/** What a person can pick from, in the language of the request. */
export interface Choices {
  families: { id: string; label: string }[];
  palettes: PaletteOf[];
  pairings: { id: string; label: string; headline: string; text: string; voices: string[] }[];
  formats: FormatOf[];
  licences: { id: string; label: string }[];
  trades: { id: string; label: string }[];
}

/** What the stream of a project tells when acts are added. */
export interface Happened {
  acts: number[];
  works: string[];
}
