import { useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useCallback } from "react";
import { ask } from "../api/client";
import type { Act } from "../api/types";

/** One act by its number; it never changes, but what it says is said in a language. */
export const useAct = (seq: number | undefined): UseQueryResult<Act> =>
  useQuery({
    queryKey: ["acts", "one", seq],
    queryFn: ({ signal }) => ask<Act>(`/acts/${seq}`, { signal }),
    enabled: seq !== undefined,
    staleTime: Infinity,
  });

/** Read the acts again, as the record grew; for `useProjectEvents`. */
export function useActsAgain(): () => void {
  const queries = useQueryClient();
  return useCallback(() => void queries.invalidateQueries({ queryKey: ["acts"], predicate: ({ queryKey }) => queryKey[1] !== "one" }), [queries]);
}
