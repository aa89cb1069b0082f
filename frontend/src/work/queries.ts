import { useQuery, type UseQueryResult } from "@tanstack/react-query";
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
