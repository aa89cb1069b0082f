import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { withQuery } from "../api/addresses";
import { ask, Refused, type Problem } from "../api/client";
import { keys } from "../api/keys";
import { language } from "../app/words";
import type { Dial, Drawn, Explorer, Figure, Generator, Half, Kept, Look, Made, Nine, Pattern, Sought, Source, Space, Steer, Turn } from "./types";

/* What the explorer asks of the API. What is only looked at is asked without a key: nothing of it is remembered. */

const at = (path: string, { slug, model }: Source, more: Record<string, string | undefined> = {}): string =>
  withQuery(`/explore${model === undefined ? "" : `/generators/${encodeURIComponent(model)}`}${path}`, { project: slug, ...more });

async function look(path: string, body: BodyInit, type: string, signal?: AbortSignal): Promise<Response> {
  const answer = await fetch(`/api${path}`, {
    method: "POST",
    headers: { "Accept-Language": language(), "Content-Type": type },
    body,
    ...(signal === undefined ? {} : { signal }),
  });
  if (answer.ok) return answer;
  const told = (await answer.json().catch(() => ({}))) as Partial<Problem>;
  throw new Refused({ status: answer.status, code: "unexpected", detail: "", place: "", remedy: "", errors: [], ...told });
}

const looked = async <T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> =>
  (await look(path, JSON.stringify(body), "application/json", signal)).json() as Promise<T>;

/** The left halves of figures as signed bytes, 64 rows of 32 each. */
export async function drawFields(wish: Steer, signal?: AbortSignal): Promise<Int8Array> {
  const answer = await look("/explore/fields", JSON.stringify(wish), "application/json", signal);
  return new Int8Array(await answer.arrayBuffer());
}

/** Figures as they are steered: emblems in a look, or pictures of a generator; these also `small`, while a hand moves them. */
export function drawFigures(from: Source, wish: Steer & { look: Look }, signal?: AbortSignal, small = false): Promise<Figure[]> {
  const { points, mix, dials } = wish;
  return looked(at("/figures", { ...from, slug: undefined }), from.model === undefined ? wish : { points, mix, dials, small }, signal);
}

export interface NineWish {
  words: string;
  like: string[];
  seed: number;
  chance: boolean;
  look: Look;
}

export function askNine(from: Source, wish: NineWish): Promise<Nine> {
  const { like, seed, chance } = wish;
  return looked(at("/nine", from), from.model === undefined ? wish : { like, seed, chance });
}
export const drawPatterns = (point: string, how: Look): Promise<Pattern[]> => looked("/explore/patterns", { point, look: how });
export const drawTurn = (first: string, last: string, how: Look): Promise<Turn> => looked("/explore/turns", { first, last, look: how });

export interface Origin {
  name: string;
  author: string;
  licence: string;
  fill: boolean;
  half: Half;
  keep: boolean;
}

/** A drawing among what the model draws, or a picture sought among a generator's; with `keep` it comes onto the record. */
export async function readDrawing(from: Source, file: Blob, origin: Origin, signal?: AbortSignal): Promise<Drawn> {
  const { name, author, licence, half } = origin;
  const more = from.model === undefined ? { half, fill: String(origin.fill) } : {};
  const path = at("/drawings", from, { name, author, licence, ...more, keep: String(origin.keep) });
  const answer = await look(path, file, file.type || "application/octet-stream", signal);
  if (from.model === undefined) return answer.json() as Promise<Drawn>;
  const { point, svg, alike, work } = (await answer.json()) as Sought;
  return { figure: { point, svg, near: [], fault: "" }, overlap: alike, side: "whole", work };
}

export interface RoundTold {
  points: string[];
  picked: number[];
  refused: number[];
}

export const sendChoice = (from: Source, told: RoundTold): Promise<{ act: number; space: Space }> => ask(at("/choices", from), { method: "POST", body: told });
export const takeBackChoice = (from: Source, act: number): Promise<Space> => ask(at(`/choices/${act}`, from), { method: "DELETE" });

const named = ({ slug, model }: Source, what: string) => ["explore", slug ?? "", model ?? "", what] as const;
export const spaceKey = (from: Source) => named(from, "space");

/** The model of the house, and what can be picked with it. */
export function useExplorer(slug: string | undefined) {
  const from = { slug, model: undefined };
  return useQuery({ queryKey: named(from, "model"), queryFn: ({ signal }) => ask<Explorer>(at("", from), { signal }), staleTime: 60_000 });
}
export const useGenerators = () => useQuery({ queryKey: ["explore", "generators"], queryFn: ({ signal }) => ask<Generator[]>("/explore/generators", { signal }), staleTime: 60_000 });
export const useDials = (from: Source) =>
  useQuery({ queryKey: named({ ...from, slug: undefined }, "dials"), queryFn: ({ signal }) => ask<Dial[]>(at("/dials", { ...from, slug: undefined }), { signal }), staleTime: Infinity });
export const useSpace = (from: Source) => useQuery({ queryKey: spaceKey(from), queryFn: ({ signal }) => ask<Space>(at("/space", from), { signal }) });
export const useKept = (from: Source) => useQuery({ queryKey: named(from, "kept"), queryFn: ({ signal }) => ask<Kept[]>(at("/emblems", from), { signal }) });

/** Figures at these points, without a frame. */
export const useFigures = (from: Source, points: readonly string[], how: Look) =>
  useQuery({
    queryKey: ["explore", "figures", from.model ?? "", points, how],
    queryFn: ({ signal }) => drawFigures(from, { points: [...points], look: { ...how, frame: "none" } }, signal),
    enabled: points.length > 0,
    staleTime: Infinity,
  });

export interface KeepWish {
  point: string;
  look: Look;
  words: string;
  title: string;
  parents: string[];
}

/** After something came onto the record: the project's works, and the list of acts. */
function useRecorded({ slug }: Source) {
  const queries = useQueryClient();
  return async (): Promise<void> => {
    if (slug !== undefined) await queries.invalidateQueries({ queryKey: keys.project(slug) });
    await queries.invalidateQueries({ queryKey: ["acts"] });
  };
}

export function useKeep(from: Source) {
  const queries = useQueryClient();
  const recorded = useRecorded(from);
  return useMutation({
    mutationFn: (wish: KeepWish) => {
      const { point, title, parents } = wish;
      return ask<Kept>(at("/emblems", from), { method: "POST", body: from.model === undefined ? wish : { point, title, parents } });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: named(from, "kept") });
      await recorded();
    },
  });
}

/** What is made of an emblem: how it is asked for, and with what. */
export type UseWish =
  | { kind: "lockup"; body: { name: string; font: string; place: "beside" | "under" } }
  | { kind: "pattern"; body: { group: string } }
  | { kind: "turn"; body: { into: string; form: "svg" | "gif" | "apng" } };

export function useMake(from: Source, work: string) {
  const recorded = useRecorded(from);
  return useMutation({
    mutationFn: ({ kind, body }: UseWish) => ask<Made>(at(`/emblems/${work}/${kind}`, from), { method: "POST", body }),
    onSuccess: recorded,
  });
}

export function useSpaceChange(from: Source) {
  const queries = useQueryClient();
  const renew = (space: Space): void => {
    queries.setQueryData(spaceKey(from), space);
  };
  const reset = useMutation({ mutationFn: () => ask<Space>(at("/space", from), { method: "DELETE" }), onSuccess: renew });
  const bring = useMutation({ mutationFn: (file: File) => ask<Space>(at("/space", from, { name: file.name }), { method: "POST", raw: file }), onSuccess: renew });
  const share = useMutation({ mutationFn: () => ask<{ work: string; name: string; address: string }>(at("/space/shared", from), { method: "POST" }) });
  return { reset, bring, share };
}
