import { MutationCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useEffect } from "react";
import { I18nProvider } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { RouterProvider } from "react-router/dom";
import { Refused } from "../api/client";
import { tellError } from "./pieces";
import { router } from "./router";

const queries = new QueryClient({
  defaultOptions: {
    // What was refused is refused again; what was not reached may be, the second time.
    queries: { staleTime: 5_000, retry: (times, error) => times < 1 && !(error instanceof Refused && error.problem.status < 500) },
  },
  // A change that was refused is told wherever it was asked; `meta: { quiet: true }` is for a page that tells it itself.
  mutationCache: new MutationCache({ onError: (error, _wish, _context, mutation) => mutation.meta?.["quiet"] !== true && tellError(error) }),
});

/** The studio: words, data and routes round every page. */
export function Studio() {
  const { i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "fr";
  // Much of what the API says is said in a language: read it all again in the new one.
  useEffect(() => {
    const again = (): void => void queries.invalidateQueries();
    i18n.on("languageChanged", again);
    return () => i18n.off("languageChanged", again);
  }, [i18n]);
  return (
    <I18nProvider locale={language === "en" ? "en-GB" : "fr-FR"}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </I18nProvider>
  );
}
