import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { withQuery } from "../api/addresses";
import { ask, Refused, type Problem } from "../api/client";
import { keys } from "../api/keys";
import { language } from "../app/words";
import type { Dial, Drawn, Explorer, Figure, Half, Kept, Look, Nine, Pattern, Space, Steer, Turn } from "./types";

/* What the explorer asks of the API. What is only looked at is asked without a key: nothing of it is remembered. */

const at = (path: string, slug: string | undefined, more: Record<string, string | undefined> = {}): string =>
  withQuery(`/explore${path}`, { project: slug, ...more });

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

export const drawFigures = (wish: Steer & { look: Look }, signal?: AbortSignal): Promise<Figure[]> => looked("/explore/figures", wish, signal);

export interface NineWish {
  words: string;
  like: string[];
  seed: number;
  chance: boolean;
  look: Look;
}

export const askNine = (slug: string | undefined, wish: NineWish): Promise<Nine> => looked(at("/nine", slug), wish);
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

/** A drawing among what the model draws; with `keep` it comes onto the record. */
export async function readDrawing(slug: string | undefined, file: Blob, origin: Origin, signal?: AbortSignal): Promise<Drawn> {
  const { name, author, licence, half } = origin;
  const path = at("/drawings", slug, { name, author, licence, half, fill: String(origin.fill), keep: String(origin.keep) });
  return (await look(path, file, file.type || "application/octet-stream", signal)).json() as Promise<Drawn>;
}

export interface RoundTold {
  points: string[];
  picked: number[];
  refused: number[];
}

export const sendChoice = (slug: string | undefined, told: RoundTold): Promise<{ act: number; space: Space }> =>
  ask(at("/choices", slug), { method: "POST", body: told });
export const takeBackChoice = (slug: string | undefined, act: number): Promise<Space> => ask(at(`/choices/${act}`, slug), { method: "DELETE" });

const named = (slug: string | undefined, what: string) => ["explore", slug ?? "", what] as const;
export const spaceKey = (slug: string | undefined) => named(slug, "space");

export const useExplorer = (slug: string | undefined) =>
  useQuery({ queryKey: named(slug, "model"), queryFn: ({ signal }) => ask<Explorer>(at("", slug), { signal }), staleTime: 60_000 });
export const useDials = () => useQuery({ queryKey: ["explore", "dials"], queryFn: ({ signal }) => ask<Dial[]>("/explore/dials", { signal }), staleTime: Infinity });
export const useSpace = (slug: string | undefined) => useQuery({ queryKey: spaceKey(slug), queryFn: ({ signal }) => ask<Space>(at("/space", slug), { signal }) });
export const useKept = (slug: string | undefined) => useQuery({ queryKey: named(slug, "kept"), queryFn: ({ signal }) => ask<Kept[]>(at("/emblems", slug), { signal }) });

/** Figures at these points, without a frame. */
export const useFigures = (points: readonly string[], how: Look) =>
  useQuery({
    queryKey: ["explore", "figures", points, how],
    queryFn: ({ signal }) => drawFigures({ points: [...points], look: { ...how, frame: "none" } }, signal),
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

export function useKeep(slug: string | undefined) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: KeepWish) => ask<Kept>(at("/emblems", slug), { method: "POST", body: wish }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: named(slug, "kept") });
      if (slug !== undefined) await queries.invalidateQueries({ queryKey: keys.project(slug) });
      await queries.invalidateQueries({ queryKey: ["acts"] });
    },
  });
}

export function useSpaceChange(slug: string | undefined) {
  const queries = useQueryClient();
  const renew = (space: Space): void => {
    queries.setQueryData(spaceKey(slug), space);
  };
  const reset = useMutation({ mutationFn: () => ask<Space>(at("/space", slug), { method: "DELETE" }), onSuccess: renew });
  const bring = useMutation({ mutationFn: (file: File) => ask<Space>(at("/space", slug, { name: file.name }), { method: "POST", raw: file }), onSuccess: renew });
  const share = useMutation({ mutationFn: () => ask<{ work: string; name: string; address: string }>(at("/space/shared", slug), { method: "POST" }) });
  return { reset, bring, share };
}
