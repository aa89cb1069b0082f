import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "@words/en/studio.json";
import fr from "@words/fr/studio.json";

export type Language = "fr" | "en";
export const LANGUAGES: readonly Language[] = ["fr", "en"];

const KEPT = "oeuvre.language";

/** The language of this window: as chosen here before, else the browser's, else French. */
export function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === "fr" || kept === "en") return kept;
  for (const tag of navigator.languages) {
    if (tag.startsWith("fr")) return "fr";
    if (tag.startsWith("en")) return "en";
  }
  return "fr";
}

/** Have every word ready before the first page; both catalogues are small. */
export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: firstLanguage(),
    fallbackLng: false,
    ns: ["studio"],
    defaultNS: "studio",
    resources: { fr: { studio: fr }, en: { studio: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  tell(language());
}

export function language(): Language {
  return i18next.language === "en" ? "en" : "fr";
}

/** Speak another language at once, here and at the next visit. */
export async function speak(wanted: Language): Promise<void> {
  localStorage.setItem(KEPT, wanted);
  await i18next.changeLanguage(wanted);
  tell(wanted);
}

function tell(now: Language): void {
  document.documentElement.lang = now;
}
