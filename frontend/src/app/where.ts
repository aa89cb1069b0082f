import { useEffect, useSyncExternalStore } from "react";

let where: string | undefined;
const listeners = new Set<() => void>();

function stand(slug: string | undefined): void {
  where = slug;
  for (const listener of listeners) listener();
}

/** A page that is of a project without saying so in its address tells which: the bar keeps that project's pages. */
export function useStandsIn(slug: string | undefined): void {
  useEffect(() => {
    stand(slug);
    return () => stand(undefined);
  }, [slug]);
}

/** The project of the page that is shown, where its address does not name it. */
export function useWhere(): string | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => where,
  );
}
