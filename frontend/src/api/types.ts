/** The bodies of the API, as `src/oeuvre/api/shapes.py` has them. Times are ISO 8601, ids the record's. */
export type PartyKind = "person" | "collective" | "model" | "rule";
export type State = "draft" | "chosen" | "kept" | "refused" | "open";
export type MadeBy = "human" | "machine" | "mixed" | "rule" | "unknown";
export type RoundKind = "more" | "less" | "mix" | "opposite" | "palette";
export type Trait = "family" | "palette" | "mark" | "copy";
export type JobState = "waiting" | "running" | "done" | "failed" | "cancelled";
export type JobKind = "ideas" | "drafts" | "round" | "edit" | "editions" | "ask" | "pdf" | "zip";
export type ProjectState = "brief" | "ideas" | "drafts" | "chosen" | "delivered";
export type WorkKind = "brief" | "idea" | "line" | "draft" | "edition" | "piece" | "picture" | "sound" | "text" | "other";

export interface Page<Row> {
  items: Row[];
  next: string | null;
  total: number | null;
}

export interface Finding {
  code: string;
  message: string;
  place: string;
  remedy: string;
}

/** RFC 9457, in the language of the request. */
export interface Problem {
  type?: string;
  title?: string;
  status: number;
  code: string;
  detail: string;
  place: string;
  remedy: string;
  errors: Finding[];
}

export interface Party {
  id: string;
  name: string;
  kind: PartyKind;
  role: string | null;
}

export interface Me {
  party: Party | null;
  unnamed: boolean;
  language: "fr" | "en";
}

export interface ProjectRow {
  slug: string;
  title: string;
  client: string;
  first: string;
  last: string;
  acts: number;
  drafts: number;
  editions: number;
  cover: string | null;
  state: ProjectState;
}

/** What a brief will print and what is wrong with it. */
export interface Reading {
  errors: Finding[];
  language: string;
  trades: string[];
  headlines: string[];
  lines: string[];
  facts: Record<string, string>[];
  formats: string[];
  little: string[];
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
  references?: (string | Reference)[];
}

export interface Reference {
  path?: string;
  library?: string;
  author?: string;
  licence?: string;
  recolour?: boolean;
}

export interface BriefShape {
  brief: Brief;
  toml: string;
  work: string | null;
  reading: Reading;
}

export interface ProjectNew {
  brief: Brief;
  start: "brief" | "ideas" | "drafts";
  seed?: number;
}

export interface Begun {
  project: ProjectRow;
  job: Job | null;
}

export interface Job {
  id: string;
  kind: JobKind;
  project: string;
  state: JobState;
  step: string;
  done: number;
  of: number;
  works: string[];
  acts: number[];
  problem: Problem | null;
  begun: string;
  ended: string | null;
}

export interface Idea {
  id: string;
  number: number;
  premise: string;
  headline: string;
  line: string;
  technique: string;
  path: string[];
  why: string;
  motifs: Record<string, string>[];
  commissions: string[];
  family: string;
  by: "person" | "model" | "rule";
  who: string;
  state: State;
  reason: string;
  svg: string[];
}

/** A work as a card shows it; `image` is the work whose bytes are its picture. */
export interface WorkRow {
  id: string;
  kind: WorkKind;
  title: string;
  modality: string;
  media_type: string;
  number: number | null;
  family: string | null;
  palette: string | null;
  colours: string[];
  headline: string | null;
  state: State;
  made_by: MadeBy;
  by: Party;
  act: number;
  at: string;
  run: string | null;
  round: number | null;
  parents: string[];
  image: string | null;
  width: number | null;
  height: number | null;
  reason: string;
  faults: string[];
  credential: string | null;
}

export interface Round {
  number: number;
  kind: RoundKind | "sheet";
  because: string;
  by: Party;
  act: number;
  run: string | null;
  works: string[];
}

export interface CreditLine {
  role: string;
  role_key: string;
  who: Party;
  acts: number[];
  what: string;
  licence: string;
  line: string;
}

export interface Edition {
  work: string;
  format: string;
  label: string;
  media_type: string;
  width: number;
  height: number;
  unit: "px" | "mm";
  size: number;
  credential: string;
  alt: string;
  left_out: string[];
  address: string;
}

export interface WorkWhole {
  work: WorkRow;
  headline: string;
  text: string;
  copy: Record<string, unknown>;
  pieces: Record<string, string>[];
  credits: CreditLine[];
  terms: string[];
  licence: string | null;
  credential: Record<string, unknown> | null;
  versions: WorkRow[];
  editions: Edition[];
  failed: Record<string, string>[];
  settings: Record<string, unknown>;
  edits: Record<string, unknown>;
}

export interface LineageNode {
  id: string;
  title: string;
  kind: string;
  role: string;
  by: Party | null;
  made_by: MadeBy;
  act: number | null;
  image: string | null;
  at: string | null;
  folded: number;
}

export interface Lineage {
  work: string;
  nodes: LineageNode[];
  edges: Record<string, string>[];
  folded: number;
}

export interface Decision {
  kind: "choose" | "keep" | "refuse" | "undo";
  because?: string;
  editions?: boolean;
}

export interface RoundWish {
  kind: RoundKind;
  like: string[];
  keep?: Trait[];
  count?: number;
  because?: string;
  colours?: string[];
}

export interface RefuseRound {
  round: number;
  because?: string;
}

export interface Taste {
  words: string[];
  features: Record<string, unknown>[];
  decisions: number;
  since: number | null;
}

export interface Edit {
  headline?: string | null;
  line?: string | null;
  palette?: string | null;
  colours?: Record<string, string> | null;
  mark?: string | null;
  picture?: string | null;
  nudge?: Record<string, [number, number]> | null;
  hide?: string[] | null;
  show?: string[] | null;
  anyway?: boolean;
  because?: string;
}

export interface FileMeta {
  name: string;
  author: string;
  licence: string;
}

export interface AskWish {
  partner: string;
  say: string;
  works?: string[];
}

/** A model, or the engine of rules, as a member of the project with declared terms. */
export interface Partner {
  id: string;
  name: string;
  kind: "model" | "rule";
  modality: "text" | "image" | "rules";
  licence: string;
  outputs: string;
  cost: string;
  where: string;
  can: string[];
  spent: string;
}

export interface Act {
  seq: number;
  id: string;
  kind: string;
  at: string;
  project: string | null;
  run: string | null;
  by: Record<string, string>[];
  used: Record<string, string>[];
  made: Record<string, string>[];
  what: string;
  because: string;
  settings: Record<string, unknown>;
}

export interface Verified {
  name: string;
  state: string;
  summary: string;
  signer: string;
  made_by: MadeBy;
  lines: string[];
  ingredients: Record<string, unknown>[];
  work: string | null;
}

export interface BrandKit {
  id: string;
  name: string;
  colours: string[];
  heading: string;
  body: string;
  logo: string | null;
  words: string[];
  avoid: string[];
  forbidden: string[];
}

export interface TableVersion {
  id: string;
  name: string;
  at: string;
  by: string;
  cards: number;
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
  pairings: { id: string; label: string; headline: string; voices: string[] }[];
  formats: FormatOf[];
  licences: { id: string; label: string }[];
  trades: { id: string; label: string }[];
}

/** What the stream of a project tells when acts are added. */
export interface Happened {
  acts: number[];
  works: string[];
}
