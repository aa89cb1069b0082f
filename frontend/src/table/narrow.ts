import { useSyncExternalStore } from "react";

const queries = new Map<string, MediaQueryList>();

function queryOf(text: string): MediaQueryList {
  let query = queries.get(text);
  if (query === undefined) queries.set(text, (query = matchMedia(text)));
  return query;
}

function useQuery(text: string): boolean {
  return useSyncExternalStore(
    (heard) => {
      const query = queryOf(text);
      query.addEventListener("change", heard);
      return () => query.removeEventListener("change", heard);
    },
    () => queryOf(text).matches,
  );
}

/** A screen with room for one part of the table at a time: a phone, or a page zoomed to 400 %. */
export const useNarrow = (): boolean => useQuery("(max-width: 719px)");
