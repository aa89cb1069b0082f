import { useEffect, useState } from "react";
import type { Brief } from "../api/types";

/** A picture that waits for its project. */
export interface Brought {
  id: string;
  file: File;
  address: string;
  author: string;
  licence: string;
  recolour: boolean;
}

export const RIGHTS = "all-rights-reserved";
const KEPT = "oeuvre.answers";

/** A file that was picked, shown before it is sent. */
export const brought = (file: File, author: string): Brought => ({
  id: crypto.randomUUID(),
  file,
  address: URL.createObjectURL(file),
  author,
  licence: RIGHTS,
  recolour: false,
});

/** The answers to the six questions, kept in this window until the project is begun: a reload loses none. */
export function useAnswers(): [Brief, (change: (brief: Brief) => Brief) => void] {
  const [brief, setBrief] = useState<Brief>(() => {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") as Brief;
    } catch {
      return {};
    }
  });
  useEffect(() => {
    if (Object.keys(brief).length === 0) sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, JSON.stringify(brief));
  }, [brief]);
  return [brief, setBrief];
}

export const forgetAnswers = (): void => sessionStorage.removeItem(KEPT);

/** Names of files such that no two are one. */
export function namesApart(files: readonly { name: string }[]): string[] {
  const taken = new Set<string>();
  return files.map(({ name }) => {
    const dot = name.lastIndexOf(".");
    const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
    let free = name;
    for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${stem}-${number}${ending}`;
    taken.add(free.toLowerCase());
    return free;
  });
}
