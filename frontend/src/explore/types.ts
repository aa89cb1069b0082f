import type { components } from "../api/schema";

type Schemas = components["schemas"];

/** What an answer holds: whatever may be left out of a body that is sent is there in one that comes. */
type Told<Body> = Body extends (infer Row)[] ? Told<Row>[] : Body extends object ? { [Name in keyof Body]-?: Told<Exclude<Body[Name], undefined>> } : Body;

export type Explorer = Told<Schemas["ExplorerShape"]>;
export type Manner = Explorer["manners"][number];
export type Frame = Explorer["frames"][number];
export type Inks = Explorer["inks"][number];
export type Dial = Told<Schemas["DialShape"]>;
export type Figure = Told<Schemas["FigureShape"]>;
export type Near = Figure["near"][number];
export type Nine = Told<Schemas["NineShape"]>;
export type Drawn = Told<Schemas["DrawnShape"]>;
export type Kept = Told<Schemas["KeptShape"]>;
export type Space = Told<Schemas["SpaceShape"]>;
export type Pattern = Told<Schemas["PatternShape"]>;
export type Turn = Told<Schemas["TurnShape"]>;
export type Look = Required<Schemas["LookShape"]>;
export type Steer = Schemas["SteerWish"];
export type Half = "both" | "left" | "right";
export type Generator = Told<Schemas["GeneratorShape"]>;
export type Sought = Told<Schemas["PictureSought"]>;
export type Made = Told<Schemas["MadeShape"]>;

/** What is explored: of a project or, without, of the home; with the model of the house or, by its id, a generator. */
export interface Source {
  readonly slug: string | undefined;
  readonly model: string | undefined;
}
