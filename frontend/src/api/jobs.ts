import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import i18next from "i18next";
import { tellNote, tellProblem } from "../app/pieces/toast";
import { isBegunHere } from "./begun";
import { ask } from "./client";
import { keys } from "./keys";
import { hearNews } from "./news";
import { all } from "./pages";
import { renew } from "./renewing";
import type { Job, Me } from "./types";

export const isOver = (job: Job): boolean => job.state !== "waiting" && job.state !== "running";

/** Jobs whose end this window waits for, and how each stops being heard. */
const followed = new Map<string, () => void>();

/** Put what is known of a job where every page reads it. */
export function keepJob(queries: QueryClient, job: Job): void {
  queries.setQueryData(keys.job(job.id), job);
  queries.setQueryData<Job[]>(keys.jobs(job.project), (jobs = []) =>
    jobs.some((other) => other.id === job.id) ? jobs.map((other) => (other.id === job.id ? job : other)) : [...jobs, job],
  );
}

/** Hear a job to its end: its progress goes to the cache, and its project is brought up to date when it is over. */
export function follow(queries: QueryClient, job: Job): void {
  keepJob(queries, job);
  if (isOver(job) || followed.has(job.id)) return;
  const hear = (now: Job): void => {
    if (now.id !== job.id) return;
    keepJob(queries, now);
    if (isOver(now)) end(queries, now);
  };
  const look = (): void => void ask<Job>(`/jobs/${encodeURIComponent(job.id)}`).then(hear, () => stop(job.id));
  // A stream that was closed for a while tells only of jobs that are not over.
  followed.set(job.id, hearNews(job.project, { job: hear, opened: (again) => again && look() }));
}

function stop(id: string): void {
  followed.get(id)?.();
  followed.delete(id);
}

function end(queries: QueryClient, job: Job): void {
  if (!followed.has(job.id)) return;
  stop(job.id);
  keepJob(queries, job);
  void renew(queries, job.project);
  void queries.invalidateQueries({ queryKey: keys.projects });
  void queries.invalidateQueries({ queryKey: ["work"] });
  if (job.state === "done" && job.file !== null && isBegunHere(job.id)) bringDown(job.file);
  // A correction that breaks a check is told where one corrects, with "keep it anyway".
  if ((job.state !== "failed" && job.state !== "interrupted") || job.problem === null || job.problem.code === "breaks-check") return;
  // What somebody else asked for is theirs to mend: here it is only said that it did not come.
  const me = queries.getQueryData<Me>(keys.me)?.party?.id;
  if (isBegunHere(job.id) || job.by === null || job.by.id === me) tellProblem(job.problem);
  else tellNote(i18next.t("shell.jobs.failedFor", { name: job.by.name, job: i18next.t(`shell.jobs.${job.kind}`) }));
}

/** Have the browser keep a file that a job has made. */
function bringDown(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}

/** The jobs of a project that are known, those of before a reload too; each is followed to its end. */
export function useJobs(slug: string | undefined): Job[] {
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: keys.jobs(slug ?? ""),
    queryFn: ({ signal }) => all<Job>("/jobs", { project: slug }, signal),
    enabled: slug !== undefined,
    staleTime: 0,
  });
  useEffect(() => {
    for (const job of data ?? []) follow(queries, job);
  }, [data, queries]);
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

/** What comes within so long of one another is read together, in milliseconds. */
const TOGETHER = 250;

/** Keep a project up to date while its record grows, by whoever's hand. */
export function useProjectEvents(slug: string | undefined, heard?: () => void): void {
  const queries = useQueryClient();
  const latest = useRef(heard);
  useEffect(() => {
    latest.current = heard;
  });
  useEffect(() => {
    if (slug === undefined) return;
    let soon: ReturnType<typeof setTimeout> | undefined;
    let acts = 0;
    const works = new Set<string>();
    const read = (): void => {
      void renew(queries, slug, acts);
      for (const work of works) void queries.invalidateQueries({ queryKey: keys.work(work) });
      acts = 0;
      works.clear();
    };
    const leave = hearNews(slug, {
      acts: (what) => {
        latest.current?.();
        acts += what.acts.length;
        for (const work of what.works) works.add(work);
        clearTimeout(soon);
        soon = setTimeout(read, TOGETHER);
      },
      job: (job) => {
        if (isOver(job)) keepJob(queries, job);
        else follow(queries, job);
      },
      opened: (again) => {
        if (!again) return;
        latest.current?.();
        void renew(queries, slug);
      },
    });
    return () => {
      clearTimeout(soon);
      leave();
    };
  }, [slug, queries]);
}
