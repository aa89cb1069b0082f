import { expect, test } from "vitest";
import en from "@words/en/studio.json";
import fr from "@words/fr/studio.json";

function keys(table: object, before = ""): string[] {
  return Object.entries(table).flatMap(([name, value]) =>
    typeof value === "object" ? keys(value as object, `${before}${name}.`) : [`${before}${name.replace(/_(one|other|many|zero)$/, "")}`],
  );
}

test("both languages say the same things", () => {
  expect([...new Set(keys(fr))].toSorted()).toEqual([...new Set(keys(en))].toSorted());
});

// Every text that a page shows comes from the catalogue: none stands between tags, nor in what is read aloud.
const SOURCES = import.meta.glob<string>(["../**/*.tsx", "!../**/*.test.tsx"], { query: "?raw", import: "default", eager: true });

test("no page has words of its own", () => {
  const found: string[] = [];
  for (const [path, source] of Object.entries(SOURCES)) {
    const bare = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
    for (const hit of bare.matchAll(/>\s*([^<>{}()=;:|&]*\p{L}{3}[^<>{}()=;:|&]*)\s*<\/|(?:aria-label|title|placeholder|alt|label)="([^"]*\p{L}{2}[^"]*)"/gu)) {
      found.push(`${path}: ${hit[1] ?? hit[2]}`);
    }
  }
  expect(found).toEqual([]);
});
