import { useMemo } from "react";
import { useMe, useParties } from "../api/queries";
import type { Party } from "../api/types";

/** Somebody on the record, by id; undefined for nobody that this studio knows. */
export function useWho(id: string): Party | undefined {
  const parties = useParties().data;
  const me = useMe().data?.party ?? undefined;
  return useMemo(() => (id === "" ? undefined : (parties?.find((one) => one.id === id) ?? (me?.id === id ? me : undefined))), [id, parties, me]);
}
