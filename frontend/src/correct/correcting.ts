import { useState } from "react";
import { useEdit, useJob } from "../api/queries";
import type { Edit, Job, Problem, WorkRow } from "../api/types";
import { tellError } from "../app/pieces";

/** Corrections of a design as they go: how far one is, what it breaks, the version that came of it. */
export interface Correcting {
  send: (edit: Edit) => void;
  /** The one that breaks a check, sent again on a person's word. */
  anyway: () => void;
  /** Leave it. */
  drop: () => void;
  going: boolean;
  job: Job | undefined;
  broken: Problem | undefined;
  /** The new version, once it is there. */
  made: string | undefined;
}

export function useCorrecting(row: WorkRow): Correcting {
  const edit = useEdit();
  const [sent, setSent] = useState<Edit>();
  const [told, setTold] = useState<Job>();
  const job = useJob(told?.id) ?? told;
  const send = (wish: Edit): void => {
    setSent(wish);
    setTold(undefined);
    edit.mutate({ work: row.id, edit: wish }, { onSuccess: setTold, onError: tellError });
  };
  const made = job?.state === "done" ? job.works[0] : undefined;
  return {
    send,
    anyway: () => sent !== undefined && send({ ...sent, anyway: true }),
    drop: () => setTold(undefined),
    going: edit.isPending || (job !== undefined && (job.state === "waiting" || job.state === "running")),
    job,
    broken: job?.state === "failed" && job.problem?.code === "breaks-check" ? job.problem : undefined,
    made: made === row.id ? undefined : made,
  };
}
