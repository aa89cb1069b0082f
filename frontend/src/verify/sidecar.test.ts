import { expect, test } from "vitest";
import { paired } from "./sidecar";

const file = (name: string): File => new File(["x"], name);
const names = (found: ReturnType<typeof paired>) => found && [found.file.name, found.sidecar?.name];

test("a file goes with the credential that bears its name", () => {
  expect(names(paired([file("other.c2pa"), file("affiche.pdf"), file("Affiche.c2pa")], undefined))).toEqual(["affiche.pdf", "Affiche.c2pa"]);
  expect(names(paired([file("affiche.pdf"), file("affiche.pdf.c2pa")], undefined))).toEqual(["affiche.pdf", "affiche.pdf.c2pa"]);
  expect(names(paired([file("affiche.pdf")], file("before.png")))).toEqual(["affiche.pdf", undefined]);
});

test("a credential that comes alone is that of the file that is there, else of none", () => {
  expect(names(paired([file("affiche.c2pa")], file("affiche.pdf")))).toEqual(["affiche.pdf", "affiche.c2pa"]);
  expect(paired([file("affiche.c2pa")], undefined)).toBeUndefined();
});
