import { keepPreviousData, useInfiniteQuery, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { withQuery } from "./addresses";
import { ask, askBytes } from "./client";
import { keys } from "./keys";
import { all } from "./pages";
import { readWorks } from "./renewing";
import { language } from "../app/words";
import type {
  Act, BrandKit, BriefShape, Choices, Elements, Emblem, Idea, Invitation, Lineage, LostFormat, Me, Page, Partner, Party, ProjectRow, Round, State, TableVersion, Taste, WorkKind,
  WorkRow, WorkWhole,
} from "./types";

export { useJob, useJobs, useProjectEvents } from "./jobs";
export * from "./mutations";
export { keys } from "./keys";

const at = (slug: string): string => `/projects/${encodeURIComponent(slug)}`;

export const useMe = (): UseQueryResult<Me> => useQuery({ queryKey: keys.me, queryFn: ({ signal }) => ask<Me>("/me", { signal }) });

export const useChoices = (): UseQueryResult<Choices> =>
  useQuery({ queryKey: keys.choices, queryFn: ({ signal }) => ask<Choices>("/choices", { signal }), staleTime: Infinity });

/** Drawings of the library for a word, or how one begins: the first that there are. */
export const useEmblems = (word: string, enabled: boolean): UseQueryResult<Emblem[]> =>
  useQuery({
    queryKey: keys.emblems(word, language()),
    queryFn: async ({ signal }) => (await ask<Page<Emblem>>(withQuery("/emblems", { q: word, limit: 96 }), { signal })).items,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    enabled,
  });

export const useBrands = (): UseQueryResult<BrandKit[]> =>
  useQuery({
    queryKey: keys.brands,
    queryFn: ({ signal }) => all<BrandKit>("/brands", {}, signal),
  });

export const useParties = (): UseQueryResult<Party[]> =>
  useQuery({ queryKey: keys.parties, queryFn: ({ signal }) => all<Party>("/parties", {}, signal) });

export const useProjects = (): UseQueryResult<ProjectRow[]> =>
  useQuery({ queryKey: keys.projects, queryFn: ({ signal }) => all<ProjectRow>("/projects", {}, signal) });

export const useProject = (slug: string | undefined): UseQueryResult<ProjectRow> =>
  useQuery({
    queryKey: keys.row(slug ?? ""),
    queryFn: ({ signal }) => ask<ProjectRow>(at(slug ?? ""), { signal }),
    enabled: slug !== undefined,
  });

export const useBrief = (slug: string): UseQueryResult<BriefShape> =>
  useQuery({ queryKey: keys.brief(slug), queryFn: ({ signal }) => ask<BriefShape>(`${at(slug)}/brief`, { signal }) });

/** A brief that the project once had: it never changes. */
export const useEarlierBrief = (slug: string, work: string | null): UseQueryResult<BriefShape> =>
  useQuery({
    queryKey: [...keys.brief(slug), work],
    queryFn: ({ signal }) => ask<BriefShape>(withQuery(`${at(slug)}/brief`, { work: work ?? "" }), { signal }),
    enabled: work !== null,
    staleTime: Infinity,
  });

export const useIdeas = (slug: string): UseQueryResult<Idea[]> =>
  useQuery({ queryKey: keys.ideas(slug), queryFn: ({ signal }) => all<Idea>(`${at(slug)}/ideas`, {}, signal) });

export interface Sieve {
  kind?: WorkKind;
  state?: State;
  round?: number;
  q?: string;
}

export const useWorks = (slug: string, sieve: Sieve = {}): UseQueryResult<WorkRow[]> =>
  useQuery({
    queryKey: keys.works(slug, sieve),
    queryFn: ({ signal }) => (Object.keys(sieve).length === 0 ? readWorks(slug, signal) : all<WorkRow>(`${at(slug)}/works`, { ...sieve }, signal)),
  });

export const useRounds = (slug: string): UseQueryResult<Round[]> =>
  useQuery({ queryKey: keys.rounds(slug), queryFn: ({ signal }) => all<Round>(`${at(slug)}/rounds`, {}, signal) });

export const useTaste = (slug: string): UseQueryResult<Taste> =>
  useQuery({ queryKey: keys.taste(slug), queryFn: ({ signal }) => ask<Taste>(`${at(slug)}/taste`, { signal }) });

export const usePartners = (slug: string | undefined): UseQueryResult<Partner[]> =>
  useQuery({
    queryKey: keys.partners(slug ?? ""),
    queryFn: ({ signal }) => all<Partner>(`${at(slug ?? "")}/partners`, {}, signal),
    enabled: slug !== undefined,
  });

export const useInvitations = (slug: string): UseQueryResult<Invitation[]> =>
  useQuery({
    queryKey: keys.invitations(slug),
    queryFn: ({ signal }) => all<Invitation>(`${at(slug)}/invitations`, {}, signal),
  });

export const useWork = (id: string | undefined): UseQueryResult<WorkWhole> =>
  useQuery({
    queryKey: keys.work(id ?? ""),
    queryFn: ({ signal }) => ask<WorkWhole>(`/works/${encodeURIComponent(id ?? "")}`, { signal }),
    enabled: id !== undefined,
  });

/** What stands where on a draft; a design never changes, so this is asked once. */
export const useElements = (id: string): UseQueryResult<Elements> =>
  useQuery({ queryKey: keys.elements(id), queryFn: ({ signal }) => ask<Elements>(`/works/${encodeURIComponent(id)}/elements`, { signal }), staleTime: Infinity });

/** Which of the brief's formats a draft would lose if it were chosen; a design never changes, the brief may. */
export const useForeseen = (id: string): UseQueryResult<LostFormat[]> =>
  useQuery({ queryKey: keys.foreseen(id), queryFn: ({ signal }) => ask<LostFormat[]>(`/works/${encodeURIComponent(id)}/formats/foreseen`, { signal }), staleTime: 300_000 });

export const useLineage = (id: string, fold = 200, rounds = false): UseQueryResult<Lineage> =>
  useQuery({
    queryKey: keys.lineage(id, fold, rounds),
    queryFn: ({ signal }) => ask<Lineage>(withQuery(`/works/${encodeURIComponent(id)}/lineage`, { fold, rounds: String(rounds) }), { signal }),
  });

export const useTableVersions = (slug: string): UseQueryResult<TableVersion[]> =>
  useQuery({
    queryKey: keys.versions(slug),
    queryFn: ({ signal }) => all<TableVersion>(`/tables/${encodeURIComponent(slug)}/versions`, {}, signal),
  });

/** A table as it stood when it was given a name: one Yjs update. It never changes. */
export const useVersionBody = (slug: string, version: string): UseQueryResult<Uint8Array> =>
  useQuery({
    queryKey: keys.versionBody(slug, version),
    queryFn: ({ signal }) => askBytes(`/tables/${encodeURIComponent(slug)}/versions/${encodeURIComponent(version)}`, signal),
    staleTime: Infinity,
    gcTime: 60_000,
  });

export interface ActSieve {
  project?: string;
  party?: string;
  /** Acts that made or used this work. */
  work?: string;
  kind?: string;
  since?: string;
  until?: string;
  q?: string;
}

/** Acts, a page at a time: `fetchNextPage` brings the next. */
export const useActs = (sieve: ActSieve) =>
  useInfiniteQuery({
    queryKey: keys.acts(sieve),
    queryFn: ({ pageParam, signal }) => ask<Page<Act>>(withQuery("/acts", { ...sieve, cursor: pageParam }), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
