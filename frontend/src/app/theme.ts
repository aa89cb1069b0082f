export type Theme = "light" | "dark" | "system";

const KEPT = "oeuvre.theme";
const dark = (): MediaQueryList => matchMedia("(prefers-color-scheme: dark)");

export function theme(): Theme {
  const kept = localStorage.getItem(KEPT);
  return kept === "light" || kept === "dark" ? kept : "system";
}

export function setTheme(wanted: Theme): void {
  if (wanted === "system") localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, wanted);
  apply();
}

/** Dress the page, and follow the system while nothing else was chosen. */
export function startTheme(): void {
  dark().addEventListener("change", apply);
  apply();
}

function apply(): void {
  const wanted = theme();
  document.documentElement.dataset["theme"] = wanted === "system" ? (dark().matches ? "dark" : "light") : wanted;
}
