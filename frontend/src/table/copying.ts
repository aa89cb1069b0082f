import { MAPS, mapOf, type TableDocument } from "./document";

/** The table as this browser has it, as a file that people can read: notes, lines, what was said. */
export function saveCopy(table: TableDocument, slug: string): void {
  const told = Object.fromEntries(MAPS.map((name) => [name, mapOf(table.doc, name).toJSON()]));
  const address = URL.createObjectURL(new Blob([JSON.stringify(told, undefined, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${slug}.table.json`;
  link.click();
  URL.revokeObjectURL(address);
}
