import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { tellProblem } from "../app/pieces/toast";
import { language } from "../app/words";
import { ask } from "./client";
import { keys } from "./keys";
import type { Happened, Job, Page } from "./types";

export const isOver = (job: Job): boolean => job.state === "done" || job.state === "failed" || job.state === "cancelled";

/** Jobs whose events this window already hears. */
const followed = new Map<string, EventSource>();

/** Put what is known of a job where every page reads it. */
export function keepJob(queries: QueryClient, job: Job): void {
  queries.setQueryData(keys.job(job.id), job);
  queries.setQueryData<Job[]>(keys.jobs(job.project), (jobs = []) =>
    jobs.some((other) => other.id === job.id) ? jobs.map((other) => (other.id === job.id ? job : other)) : [...jobs, job],
  );
}

/** Hear a job to its end: its progress goes to the cache, and its project is read again when it is over. */
export function follow(queries: QueryClient, job: Job): void {
  keepJob(queries, job);
  if (isOver(job) || followed.has(job.id)) return;
  const events = new EventSource(`/api/jobs/${encodeURIComponent(job.id)}/events?lang=${language()}`);
  followed.set(job.id, events);
  const hear = (event: MessageEvent<string>): void => {
    const now = JSON.parse(event.data) as Job;
    keepJob(queries, now);
    if (isOver(now)) end(queries, now);
  };
  events.addEventListener("message", hear);
  events.addEventListener("job", hear);
  events.addEventListener("error", () => {
    // A stream that was cut is taken up again by the browser; one that was refused is asked for once, without it.
    if (events.readyState !== EventSource.CLOSED) return;
    void ask<Job>(`/jobs/${encodeURIComponent(job.id)}`).then(
      (now) => (isOver(now) ? end(queries, now) : undefined),
      () => stop(job.id),
    );
  });
}

function stop(id: string): void {
  followed.get(id)?.close();
  followed.delete(id);
}

function end(queries: QueryClient, job: Job): void {
  if (!followed.has(job.id)) return;
  stop(job.id);
  keepJob(queries, job);
  void queries.invalidateQueries({ queryKey: keys.project(job.project) });
  void queries.invalidateQueries({ queryKey: keys.projects });
  void queries.invalidateQueries({ queryKey: ["work"] });
  // A correction that breaks a check is told where one corrects, with "keep it anyway".
  if (job.state === "failed" && job.problem !== null && job.problem.code !== "breaks-check") tellProblem(job.problem);
}

/**
 * Whether this window is seen. One that is not hears no streams: a browser has six connections to a host, and a studio
 * that is open in many tabs would have none left.
 */
const useSeen = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      document.addEventListener("visibilitychange", listener);
      return () => document.removeEventListener("visibilitychange", listener);
    },
    () => !document.hidden,
  );

/** The jobs of a project that are known, those of before a reload too; each is followed to its end. */
export function useJobs(slug: string | undefined): Job[] {
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: keys.jobs(slug ?? ""),
    queryFn: async ({ signal }) => {
      const told = await ask<Job[] | Page<Job>>(`/jobs?project=${encodeURIComponent(slug ?? "")}`, { signal });
      return Array.isArray(told) ? told : told.items;
    },
    enabled: slug !== undefined,
    staleTime: 0,
  });
  const seen = useSeen();
  useEffect(() => {
    for (const job of data ?? []) if (seen) follow(queries, job);
    else stop(job.id);
  }, [data, seen, queries]);
  return data ?? [];
}

/** One job as it goes, for a page that waits for it. */
export function useJob(id: string | undefined): Job | undefined {
  return useQuery({
    queryKey: keys.job(id ?? ""),
    queryFn: ({ signal }) => ask<Job>(`/jobs/${encodeURIComponent(id ?? "")}`, { signal }),
    enabled: id !== undefined,
  }).data;
}

/** Read a project again whenever its record grows, by whoever's hand. */
export function useProjectEvents(slug: string | undefined, heard?: (what: Happened) => void): void {
  const queries = useQueryClient();
  const seen = useSeen();
  const read = useRef<string>(undefined);
  useEffect(() => {
    if (slug === undefined || !seen) return;
    // A stream begins with an empty word: what was read just now need not be read again, what was missed must be.
    let fresh = read.current !== slug;
    read.current = slug;
    const events = new EventSource(`/api/projects/${encodeURIComponent(slug)}/events`);
    let soon: ReturnType<typeof setTimeout> | undefined;
    const hear = (event: MessageEvent<string>): void => {
      const what = JSON.parse(event.data) as Happened;
      const nothing = fresh && what.acts.length === 0;
      fresh = false;
      if (nothing) return;
      heard?.(what);
      clearTimeout(soon);
      soon = setTimeout(() => {
        void queries.invalidateQueries({ queryKey: keys.project(slug) });
        for (const work of what.works) void queries.invalidateQueries({ queryKey: keys.work(work) });
      }, 250);
    };
    events.addEventListener("message", hear);
    events.addEventListener("acts", hear);
    return () => {
      clearTimeout(soon);
      events.close();
    };
  }, [slug, seen, queries, heard]);
}
