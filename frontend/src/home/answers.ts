import { useEffect, useState } from "react";
import type { Brief } from "../api/types";
import { keepFiles, readFiles } from "./kept-files";

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
const NAMES = "oeuvre.answers.files";
const WINDOW = "oeuvre.window";

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

/** The logo and the pictures of question 5, kept as the answers are. */
export interface Files {
  logo: Brought | null;
  setLogo: (file: File | null) => void;
  pictures: Brought[];
  setPictures: (change: (pictures: Brought[]) => Brought[]) => void;
  /** Names of files that were brought and that the browser could not keep: they are to be given again. */
  lost: readonly string[];
  /** Whether what was kept is back. */
  back: boolean;
}

export function useFiles(): Files {
  const [logo, setLogo] = useState<Brought | null>(null);
  const [pictures, setPictures] = useState<Brought[]>([]);
  const [lost, setLost] = useState<readonly string[]>([]);
  const [back, setBack] = useState(false);
  useEffect(() => {
    let here = true;
    void readFiles(windowKey()).then((kept) => {
      if (!here) return;
      const given = kept?.pictures.map((one) => ({ ...brought(one.file, one.author), licence: one.licence, recolour: one.recolour })) ?? [];
      if (kept?.logo) setLogo(brought(kept.logo, ""));
      setPictures(given);
      const have = new Set([...(kept?.logo ? [kept.logo.name] : []), ...given.map(({ file }) => file.name)]);
      setLost(namesKept().filter((name) => !have.has(name)));
      setBack(true);
    });
    return () => {
      here = false;
    };
  }, []);
  useEffect(() => {
    if (!back) return;
    const given = pictures.map(({ file, author, licence, recolour }) => ({ file, author, licence, recolour }));
    const names = [...(logo === null ? [] : [logo.file.name]), ...given.map(({ file }) => file.name)];
    if (names.length === 0) sessionStorage.removeItem(NAMES);
    else sessionStorage.setItem(NAMES, JSON.stringify(names));
    void keepFiles(windowKey(), { logo: logo?.file ?? null, pictures: given });
  }, [back, logo, pictures]);
  return {
    logo,
    setLogo: (file) => {
      setLogo(file === null ? null : brought(file, ""));
      if (file !== null) setLost((names) => names.filter((name) => name !== file.name));
    },
    pictures,
    setPictures: (change) =>
      setPictures((before) => {
        const next = change(before);
        setLost((names) => names.filter((name) => !next.some(({ file }) => file.name === name)));
        return next;
      }),
    lost,
    back,
  };
}

function namesKept(): string[] {
  try {
    const held: unknown = JSON.parse(sessionStorage.getItem(NAMES) ?? "[]");
    return Array.isArray(held) ? held.filter((name): name is string => typeof name === "string") : [];
  } catch {
    return [];
  }
}

/** This window, so that two that are open side by side keep their own. */
function windowKey(): string {
  const known = sessionStorage.getItem(WINDOW);
  if (known !== null) return known;
  const made = crypto.randomUUID();
  sessionStorage.setItem(WINDOW, made);
  return made;
}

export function forgetAnswers(): void {
  sessionStorage.removeItem(KEPT);
  sessionStorage.removeItem(NAMES);
  void keepFiles(windowKey(), { logo: null, pictures: [] });
}

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
