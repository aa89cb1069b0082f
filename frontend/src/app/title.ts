import { useEffect } from "react";

/** The title of the window: the page first, so that tabs can be told apart. */
export function useTitle(...parts: (string | undefined)[]): void {
  const title = [...parts.filter((part) => part !== undefined && part !== ""), "Oeuvre"].join(" · ");
  useEffect(() => {
    document.title = title;
  }, [title]);
}
