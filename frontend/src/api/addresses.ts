/** Where the API has the bytes of a work. */
export type ThumbSize = 64 | 256 | 1024;

export const thumbOf = (work: string, size: ThumbSize = 256): string => `/api/works/${encodeURIComponent(work)}/thumb?size=${size}`;
export const contentOf = (work: string): string => `/api/works/${encodeURIComponent(work)}/content`;
export const zipOf = (slug: string): string => `/api/projects/${encodeURIComponent(slug)}/download`;
export const tablePdfOf = (slug: string): string => `/api/projects/${encodeURIComponent(slug)}/table.pdf`;
export const emblemOf = (name: string): string => `/api/emblems/${encodeURIComponent(name)}.svg`;

/** A path with its query; what is undefined or empty is left out. */
export function withQuery(path: string, query: Record<string, string | number | undefined>): string {
  const told = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== "") told.set(name, String(value));
  const text = told.toString();
  return text === "" ? path : `${path}?${text}`;
}
