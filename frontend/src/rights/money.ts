import { language } from "../app/words";

const locale = (): string => (language() === "en" ? "en-GB" : "fr-FR");

/** An amount of minor units as people of the page’s language write it. */
export function money(amount: number, currency: string): string {
  try {
    const told = new Intl.NumberFormat(locale(), { style: "currency", currency });
    return told.format(amount / 10 ** (told.resolvedOptions().maximumFractionDigits ?? 2));
  } catch {
    return `${amount} ${currency}`;
  }
}

/** An amount of minor units that may be a fraction (`63993/10`), with as many places as it takes, six at most. */
export function moneyExactly(minor: string, currency: string): string {
  const [over = "0", under = "1"] = minor.split("/");
  const amount = Number(over) / Number(under) / 10 ** minorOf(currency);
  return new Intl.NumberFormat(locale(), { style: "currency", currency, maximumFractionDigits: 6 }).format(amount);
}

/** How many places the minor units of a currency take. */
export function minorOf(currency: string): number {
  try {
    return new Intl.NumberFormat("en-GB", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** A share of one as a percentage with two places at most, fewer where it comes from cents that were rounded. */
export const percent = (share: number, places = 2): string =>
  new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: places }).format(share);

/** A month, a quarter or a year as one says it; what is none of them stays as it is. */
export function period(name: string): string {
  const month = /^(\d{4})-(\d{2})$/.exec(name);
  if (month === null) return name;
  return new Intl.DateTimeFormat(locale(), { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${name}-15T12:00:00Z`));
}

/** A country as one says it. */
export function country(code: string): string {
  try {
    return new Intl.DisplayNames([locale()], { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** An exact figure as people write it, read: `40`, `33,33`, `100/3`, `12 %`; null for what is none. */
export function figureOf(text: string): { over: bigint; under: bigint } | null {
  const plain = text.replace(/[%\s\u00a0\u202f]/g, "").replace(",", ".");
  const fraction = /^(\d{1,12})\/(\d{1,12})$/.exec(plain);
  if (fraction !== null) {
    const under = BigInt(fraction[2] ?? "1");
    return under === 0n ? null : { over: BigInt(fraction[1] ?? "0"), under };
  }
  const decimal = /^(\d{1,12})(?:\.(\d{1,12}))?$/.exec(plain);
  if (decimal === null) return null;
  const places = decimal[2] ?? "";
  return { over: BigInt((decimal[1] ?? "0") + places), under: 10n ** BigInt(places.length) };
}

export interface Sum {
  /** Whether all are figures above zero. */
  sound: boolean;
  /** Whether they come to 100 exactly. */
  whole: boolean;
  /** What they come to, near enough to be read. */
  value: number;
}

/** What shares in percent come to, exactly: 100/3 three times is 100. */
export function sumOf(figures: readonly string[]): Sum {
  let over = 0n;
  let under = 1n;
  let sound = figures.length > 0;
  for (const text of figures) {
    const one = figureOf(text);
    if (one === null || one.over === 0n) {
      sound = false;
      continue;
    }
    over = over * one.under + one.over * under;
    under *= one.under;
  }
  return { sound, whole: sound && over === 100n * under, value: Number((over * 10_000n) / under) / 10_000 };
}
