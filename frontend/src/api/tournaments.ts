import { useMutation, useQuery, useQueryClient, type QueryClient, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { ask } from "./client";
import { keys } from "./keys";
import { all } from "./pages";
import { renew } from "./renewing";
import type { Tournament } from "./types";

const at = (slug: string): string => `/projects/${encodeURIComponent(slug)}/tournaments`;

/** The tournaments of a project, the first begun first. */
export const useTournaments = (slug: string): UseQueryResult<Tournament[]> =>
  useQuery({ queryKey: keys.tournaments(slug), queryFn: ({ signal }) => all<Tournament>(at(slug), {}, signal) });

function show(queries: QueryClient, slug: string, held: Tournament): void {
  queries.setQueryData<Tournament[]>(keys.tournaments(slug), (known) => known && [...known.filter((one) => one.act !== held.act), held].toSorted((a, b) => a.act - b.act));
}

export interface MatchWish {
  readonly tournament: number;
  readonly winner: string;
  readonly loser: string;
  readonly because: string;
}

/** A change of a tournament: one after another, so that each finds what the one before left. */
function useChange<Wish>(slug: string, send: (wish: Wish) => Promise<Tournament>): UseMutationResult<Tournament, Error, Wish> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    scope: { id: `tournament ${slug}` },
    onSuccess: (held) => show(queries, slug, held),
    onError: () => queries.invalidateQueries({ queryKey: keys.tournaments(slug) }),
  });
}

export const useBeginTournament = (slug: string): UseMutationResult<Tournament, Error, readonly string[]> =>
  useChange(slug, (works) => ask<Tournament>(at(slug), { method: "POST", body: { works } }));

export const useJudge = (slug: string): UseMutationResult<Tournament, Error, MatchWish> =>
  useChange(slug, ({ tournament, ...match }) => ask<Tournament>(`${at(slug)}/${tournament}/matches`, { method: "POST", body: match }));

export const useUnjudge = (slug: string): UseMutationResult<Tournament, Error, { tournament: number; match: number }> =>
  useChange(slug, ({ tournament, match }) => ask<Tournament>(`${at(slug)}/${tournament}/matches/${match}`, { method: "DELETE" }));

/** Refuse at once what did not come out among the first: how many were. */
export function useRefuseRest(slug: string): UseMutationResult<{ acts: number[] }, Error, number> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (tournament) => ask<{ acts: number[] }>(`${at(slug)}/${tournament}/refuse`, { method: "POST" }),
    onSuccess: () => renew(queries, slug),
  });
}
