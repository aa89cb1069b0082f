/** The words that are set on a design, by element; of a list, a line each. Kinds and marks of the machine are no words. */
export function said(copy: Readonly<Record<string, unknown>>): [string, string][] {
  const words = (value: unknown): string => {
    if (typeof value === "string") return value;
    if (Array.isArray(value)) return value.map(words).filter((one) => one !== "").join("\n");
    if (typeof value !== "object" || value === null) return "";
    const parts = value as Record<string, unknown>;
    const order = ["time", "strong", "name", "weak", "place"];
    return order.map((name) => words(parts[name])).filter((one) => one !== "").join(" ");
  };
  return Object.entries(copy).flatMap(([name, value]): [string, string][] => (words(value) === "" ? [] : [[name, words(value)]]));
}

/** Nested values as lines: `facts.0.strong`, what it says. What is empty is left out. */
export function flat(values: unknown, before = ""): [string, string][] {
  if (values === null || values === undefined || values === "") return [];
  if (Array.isArray(values) && values.every((one) => typeof one !== "object")) return values.length === 0 ? [] : [[before, values.join(", ")]];
  if (typeof values !== "object") return [[before, String(values)]];
  return Object.entries(values).flatMap(([name, value]) => flat(value, before === "" ? name : `${before}.${name}`));
}
