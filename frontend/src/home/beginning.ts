import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import { ask } from "../api/client";
import { follow } from "../api/jobs";
import { keys, sendFile } from "../api/queries";
import type { Begun, Brief, BriefShape, Job } from "../api/types";
import { tellError } from "../app/pieces";
import { tidy } from "../brief/values";
import { namesApart, RIGHTS, type Brought } from "./answers";

/** How many ideas a beginning asks for. */
export const IDEAS = 6;

interface Wish {
  brief: Brief;
  logo: File | null;
  pictures: readonly Brought[];
}

interface Beginning {
  slug: string;
  /** Whether ideas are being found; not when a picture was refused, as the brief then waits to be mended. */
  underWay: boolean;
}

/** Begin a project: its brief, then its files and the brief that names them, then the first ideas. */
export function useBeginning(): UseMutationResult<Beginning, Error, Wish> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ brief, logo, pictures }) => {
      const said = tidy(brief);
      const files = logo === null && pictures.length === 0 ? "ideas" : "brief";
      const { project, job } = await ask<Begun>("/projects", { method: "POST", body: { brief: said, start: files } });
      if (job !== null) follow(queries, job);
      if (files === "ideas") return { slug: project.slug, underWay: true };
      try {
        const whole = await withFiles(project.slug, said, logo, pictures);
        await ask<BriefShape>(`/projects/${project.slug}/brief`, { method: "PUT", body: { brief: whole } });
        follow(queries, await ask<Job>(`/projects/${project.slug}/ideas`, { method: "POST", body: { count: IDEAS } }));
        return { slug: project.slug, underWay: true };
      } catch (error) {
        tellError(error as Error);
        return { slug: project.slug, underWay: false };
      }
    },
    onSuccess: () => void queries.invalidateQueries({ queryKey: keys.projects }),
  });
}

async function withFiles(slug: string, brief: Brief, logo: File | null, pictures: readonly Brought[]): Promise<Brief> {
  const owner = brief.client ?? brief.title ?? slug;
  const [logoName = "", ...names] = namesApart([logo ?? { name: "" }, ...pictures.map(({ file }) => file)]);
  const whole: Brief = { ...brief };
  if (logo !== null) {
    const row = await sendFile(slug, { file: logo, meta: { name: logoName, author: owner, licence: RIGHTS } });
    whole.brand = { ...brief.brand, logo: row.title };
  }
  const references = [];
  for (const [index, { file, author, licence, recolour }] of pictures.entries()) {
    const by = author.trim() === "" ? owner : author.trim();
    // One after the other: the record takes one hand at a time.
    // oxlint-disable-next-line no-await-in-loop
    const row = await sendFile(slug, { file, meta: { name: names[index] ?? file.name, author: by, licence } });
    references.push({ path: row.title, author: by, licence, recolour });
  }
  if (references.length > 0) whole.references = references;
  return whole;
}
