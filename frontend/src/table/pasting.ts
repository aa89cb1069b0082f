import { safeUrl } from "./shapes";

/** What somebody pastes or drops: files to bring in, or words and addresses for notes and link cards. */
export interface Brought {
  readonly files: readonly File[];
  readonly links: readonly string[];
  readonly notes: readonly string[];
}

export const EMPTY: Brought = { files: [], links: [], notes: [] };
const MOST_NOTE = 20_000;

export function broughtText(text: string): Brought {
  const words = text.replaceAll("\r\n", "\n").trim();
  if (words === "") return EMPTY;
  const lines = words.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  // Only addresses, one a line, are links; an address within words stays in its note.
  if (lines.every((line) => /^(https?:\/\/|mailto:)\S+$/i.test(line) && safeUrl(line) !== undefined)) {
    return { ...EMPTY, links: [...new Set(lines)].slice(0, 50) };
  }
  return { ...EMPTY, notes: [words.slice(0, MOST_NOTE)] };
}

/** What a paste or a drop holds. Files first: a picture copied from a page has markup beside it that nobody wants. */
export function brought(data: DataTransfer): Brought {
  const files = [...data.files];
  if (files.length > 0) return { ...EMPTY, files };
  const list = data.getData("text/uri-list");
  if (list !== "") {
    const links = broughtText(list.split("\n").filter((line) => !line.startsWith("#")).join("\n"));
    if (links.links.length > 0) return links;
  }
  return broughtText(data.getData("text/plain"));
}

/** A file's name without its ending, for a title. */
export const stem = (name: string): string => name.replace(/\.[^.]{1,8}$/, "");
