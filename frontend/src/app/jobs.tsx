import { X } from "lucide-react";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { isOver } from "../api/jobs";
import { useCancelJob, useJobs, useMe } from "../api/queries";
import type { Job } from "../api/types";
import { announce } from "./announce";
import css from "./jobs.module.css";
import { IconButton, Progress, tellNote } from "./pieces";

/* Jobs that the page itself shows need not stand in the tray as well. */
let shown: readonly string[] = [];
const listeners = new Set<() => void>();
function show(now: readonly string[]): void {
  shown = now;
  for (const listener of listeners) listener();
}
const useShown = (): readonly string[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );

/** What is being made in this project: how far it is, and a way to stop it. It outlives the window. */
export function JobTray({ slug, raised = false }: { slug: string | undefined; raised?: boolean }) {
  const { t } = useTranslation();
  const jobs = useJobs(slug);
  const elsewhere = useShown();
  const going = jobs.filter((job) => !isOver(job) && !elsewhere.includes(job.id));
  useTellEnds(jobs);
  if (going.length === 0) return null;
  return (
    <section className={css["tray"]} data-raised={raised || undefined} aria-label={t("shell.jobs.title")}>
      {going.map((job) => (
        <JobLine key={job.id} job={job} />
      ))}
    </section>
  );
}

/** A job where the page waits for it, instead of in the tray. */
export function JobHere({ job }: { job: Job }) {
  const { id } = job;
  useEffect(() => {
    show([...shown, id]);
    return () => show(shown.filter((other) => other !== id));
  }, [id]);
  return (
    <div className={css["here"]}>
      <JobLine job={job} />
    </div>
  );
}

/** One job: what it makes, the step that it is at, how far. */
export function JobLine({ job }: { job: Job }) {
  const { t } = useTranslation();
  const cancel = useCancelJob();
  const name = t(`shell.jobs.${job.kind}`);
  const me = useMe().data?.party?.id;
  return (
    <div className={css["job"]}>
      <div className={css["words"]}>
        <strong>{name}</strong>
        {job.by !== null && job.by.id !== me && <span>{job.by.name}</span>}
        <span>{job.state === "waiting" ? t("shell.jobs.waiting") : job.step}</span>
        {job.of > 0 && (
          <span className={css["count"]}>
            {job.done} / {job.of}
          </span>
        )}
      </div>
      <IconButton icon={X} small label={t("shell.jobs.cancel", { name })} onPress={() => cancel.mutate(job.id)} isDisabled={cancel.isPending} />
      <Progress label={name} done={job.done} of={job.of} />
    </div>
  );
}

function useTellEnds(jobs: readonly Job[]): void {
  const { t } = useTranslation();
  const going = useRef(new Map<string, string>());
  useEffect(() => {
    for (const job of jobs) {
      if (!isOver(job)) {
        if (!going.current.has(job.id)) announce(t("shell.jobs.begun", { name: t(`shell.jobs.${job.kind}`) }));
        if (!going.current.has(job.id)) going.current.set(job.id, job.said);
      } else {
        const said = going.current.get(job.id);
        if (said === undefined) continue;
        going.current.delete(job.id);
        announce(t(`shell.jobs.ended.${job.state}`, { name: t(`shell.jobs.${job.kind}`) }));
        // A round that came to less than was asked for says so when it ends.
        if (job.kind === "round" && job.said !== said) tellNote(job.said);
      }
    }
  }, [jobs, t]);
}
