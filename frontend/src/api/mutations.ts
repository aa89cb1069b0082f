import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import { withQuery } from "./addresses";
import { beginHere } from "./begun";
import { ask } from "./client";
import { follow } from "./jobs";
import { keys } from "./keys";
import { renew, showRow } from "./renewing";
import type {
  AskWish, Begun, BrandKit, Brief, BriefShape, Decision, Edit, FileMeta, Idea, Invitation, Job, Me, Moment, ProjectNew, Reading, RefuseRound, RoundWish,
  TableVersion, Taste, Verified, WorkRow,
} from "./types";

const at = (slug: string): string => `/projects/${encodeURIComponent(slug)}`;
const isJob = (told: object): told is Job => "done" in told && "begun" in told;

/** A change whose answer is a job: it is followed from the moment that it is known. */
function useJobChange<Wish>(send: (wish: Wish) => Promise<Job>): UseMutationResult<Job, Error, Wish> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (job) => {
      beginHere(job.id);
      follow(queries, job);
    },
  });
}

/** A change after which what is known of a project is brought up to date. */
function useProjectChange<Told, Wish>(slug: string, send: (wish: Wish) => Promise<Told>): UseMutationResult<Told, Error, Wish> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: async () => {
      await renew(queries, slug);
      await queries.invalidateQueries({ queryKey: ["acts"] });
    },
  });
}

export function useNameMe(): UseMutationResult<Me, Error, { name: string; role?: string }> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body) => ask<Me>("/me", { method: "PUT", body }),
    onSuccess: (me) => queries.setQueryData(keys.me, me),
  });
}

export function useBegin(): UseMutationResult<Begun, Error, ProjectNew> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body) => ask<Begun>("/projects", { method: "POST", body }),
    onSuccess: ({ project, job }) => {
      queries.setQueryData(keys.row(project.slug), project);
      void queries.invalidateQueries({ queryKey: keys.projects });
      if (job === null) return;
      beginHere(job.id);
      follow(queries, job);
    },
  });
}

export const readBrief = (brief: Brief, project: string | undefined, signal: AbortSignal): Promise<Reading> =>
  ask<Reading>(withQuery("/brief/reading", { project }), { method: "POST", body: { brief }, signal });

/** Keep a brief; `base` is the one that it was changed from, so that what somebody else has kept since is not lost unseen. */
export function useSaveBrief(slug: string): UseMutationResult<BriefShape, Error, { brief: Brief; base: string | null }> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body) => ask<BriefShape>(`${at(slug)}/brief`, { method: "PUT", body }),
    // Who was slower is shown what the other has kept.
    onError: () => queries.invalidateQueries({ queryKey: keys.brief(slug) }),
    onSuccess: async (told) => {
      queries.setQueryData(keys.brief(slug), told);
      await queries.invalidateQueries({ queryKey: keys.project(slug) });
    },
  });
}

export const useMoreIdeas = (slug: string) =>
  useJobChange<{ count: number }>((body) => ask(`${at(slug)}/ideas`, { method: "POST", body }));

export const useMakeDrafts = (slug: string) =>
  useJobChange<{ idea?: number }>((body) => ask(`${at(slug)}/drafts`, { method: "POST", body }));

export interface Decided {
  work: string;
  decision: Decision;
}

export const useDecideIdea = (slug: string) =>
  useProjectChange<Idea, Decided>(slug, ({ work, decision }) =>
    ask(`/ideas/${encodeURIComponent(work)}/decisions`, { method: "POST", body: decision }),
  );

/** A decision on a work; the answer is its row, or the job that lays its editions out. */
export function useDecide(slug: string): UseMutationResult<WorkRow | Job, Error, Decided> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ work, decision }) => ask<WorkRow | Job>(`/works/${encodeURIComponent(work)}/decisions`, { method: "POST", body: decision }),
    onSuccess: async (told, { work }) => {
      if (isJob(told)) {
        beginHere(told.id);
        follow(queries, told);
      } else showRow(queries, slug, told);
      await renew(queries, slug);
      await queries.invalidateQueries({ queryKey: keys.work(work) });
      await queries.invalidateQueries({ queryKey: ["acts"] });
    },
  });
}

export const useEdit = () =>
  useJobChange<{ work: string; edit: Edit }>(({ work, edit }) => ask(`/works/${encodeURIComponent(work)}/edits`, { method: "POST", body: edit }));

/** A format that the checks held back is made all the same. */
export const useAllowFormat = () =>
  useJobChange<{ work: string; format: string; because?: string }>(({ work, ...body }) => ask(`/works/${encodeURIComponent(work)}/formats`, { method: "POST", body }));

export const useRound = (slug: string) => useJobChange<RoundWish>((body) => ask(`${at(slug)}/rounds`, { method: "POST", body }));

export const useRefuseRound = (slug: string) =>
  useProjectChange<{ acts: number[] }, RefuseRound>(slug, (body) => ask(`${at(slug)}/rounds/refuse`, { method: "POST", body }));

export const useResetTaste = (slug: string) =>
  useProjectChange<Taste, void>(slug, () => ask(`${at(slug)}/taste`, { method: "DELETE" }));

export interface Upload {
  file: Blob;
  meta: FileMeta;
}

/** Bring a file in; `signal` stops it on its way. */
export const sendFile = (slug: string, { file, meta }: Upload, signal?: AbortSignal): Promise<WorkRow> =>
  ask<WorkRow>(withQuery(`${at(slug)}/files`, { ...meta }), { method: "POST", raw: file, ...(signal === undefined ? {} : { signal }) });

export const useUpload = (slug: string) => useProjectChange<WorkRow, Upload>(slug, (upload) => sendFile(slug, upload));

/** The table as a PDF, or all of a project in one file: made as a job, then brought down. */
export const useExport = (slug: string) => useJobChange<{ kind: "pdf" | "zip" }>((body) => ask(`${at(slug)}/exports`, { method: "POST", body }));

export const useAskPartner = (slug: string) => useJobChange<AskWish>((body) => ask(`${at(slug)}/ask`, { method: "POST", body }));

/** A partner is invited to propose by itself at these moments; an earlier invitation of it is replaced. */
export const useInvite = (slug: string) =>
  useProjectChange<Invitation, { partner: string; moments: Moment[]; say: string; count: number }>(slug, ({ partner, ...body }) =>
    ask(`${at(slug)}/invitations/${encodeURIComponent(partner)}`, { method: "PUT", body }),
  );

export const useDismiss = (slug: string) =>
  useProjectChange<unknown, string>(slug, (partner) => ask(`${at(slug)}/invitations/${encodeURIComponent(partner)}`, { method: "DELETE" }));

export const useVerify = (): UseMutationResult<Verified, Error, File> =>
  useMutation({ mutationFn: (file) => ask<Verified>(withQuery("/verify", { name: file.name }), { method: "POST", raw: file }) });

export function useCancelJob(): UseMutationResult<Job, Error, string> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id) => ask<Job>(`/jobs/${encodeURIComponent(id)}`, { method: "DELETE" }),
    onSuccess: (job) => follow(queries, job),
  });
}

export function useSaveBrand(): UseMutationResult<BrandKit, Error, BrandKit> {
  const queries = useQueryClient();
  return useMutation({
    meta: { quiet: true },
    mutationFn: (kit) => ask<BrandKit>(`/brands/${encodeURIComponent(kit.id)}`, { method: "PUT", body: kit }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.brands }),
  });
}

export function useDropBrand(): UseMutationResult<unknown, Error, string> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id) => ask(`/brands/${encodeURIComponent(id)}`, { method: "DELETE" }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.brands }),
  });
}

export const useKeepVersion = (slug: string) =>
  useProjectChange<TableVersion, { name: string }>(slug, (body) =>
    ask(`/tables/${encodeURIComponent(slug)}/versions`, { method: "POST", body }),
  );

export const useRestoreVersion = (slug: string) =>
  useProjectChange<unknown, string>(slug, (id) =>
    ask(`/tables/${encodeURIComponent(slug)}/versions/${encodeURIComponent(id)}/restore`, { method: "POST" }),
  );

export const useRenameVersion = (slug: string) =>
  useProjectChange<TableVersion, { id: string; name: string }>(slug, ({ id, name }) =>
    ask(`/tables/${encodeURIComponent(slug)}/versions/${encodeURIComponent(id)}`, { method: "PUT", body: { name } }),
  );

export const useDropVersion = (slug: string) =>
  useProjectChange<unknown, string>(slug, (id) =>
    ask(`/tables/${encodeURIComponent(slug)}/versions/${encodeURIComponent(id)}`, { method: "DELETE" }),
  );
