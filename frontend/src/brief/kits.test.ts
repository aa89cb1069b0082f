import { expect, test } from "vitest";
import type { BrandKit } from "../api/types";
import { applyKit, filesElsewhere, idOf, kitOf, logoWork } from "./kits";

const KIT: BrandKit = { id: "quais", name: "Quais", colours: ["#112233"], heading: "Gloock", body: "", logo: null, words: ["fleuve"], avoid: ["jazzy"], forbidden: ["cliché"], version: null };

test("a kit takes the place of colours and type, and adds its words", () => {
  const brief = { title: "A", brand: { colours: ["#FFFFFF"], logo: "a.svg" }, words: { use: ["nuit"], avoid: ["jazzy"] } };
  expect(applyKit(brief, KIT)).toEqual({
    title: "A",
    brand: { colours: ["#112233"], fonts: ["Gloock"], logo: "a.svg" },
    words: { use: ["nuit", "fleuve"], avoid: ["jazzy", "cliché"] },
  });
});

test("a font file stays with the brief beside which it lies", () => {
  const kit = { ...KIT, heading: "Own.ttf", body: "Jost" };
  expect(applyKit({ title: "B" }, kit).brand?.fonts).toEqual(["Jost"]);
  expect(filesElsewhere({ title: "B" }, kit)).toEqual(["Own.ttf"]);
  const beside = { title: "A", brand: { fonts: ["Own.ttf"] } };
  expect(applyKit(beside, kit).brand?.fonts).toEqual(["Own.ttf", "Jost"]);
});

test("a kit is made of a brief, under a name that an address can have", () => {
  expect(kitOf({ brand: { colours: ["#112233"], fonts: ["Gloock", "Jost"] } }, "L’Œuvre d’été")).toMatchObject({ id: "l-oeuvre-d-ete", heading: "Gloock", body: "Jost", colours: ["#112233"] });
  expect(idOf("…")).toBe("kit");
});

test("a kit has its logo as a work, which a brief of any project can take", () => {
  const id = "0".repeat(31) + "a";
  const pictures = new Map([["logo.svg", { id }]]);
  const kit = kitOf({ brand: { logo: "logo.svg" } }, "Quais", pictures);
  expect(kit.logo).toBe(id);
  expect(applyKit({ title: "B" }, kit).brand?.logo).toBe(id);
  // Taken on again from a brief that has it from a kit.
  expect(logoWork({ brand: { logo: id } }, new Map())).toBe(id);
  // A name that is no picture of the project would be missing in every other.
  expect(kitOf({ brand: { logo: "elsewhere.svg" } }, "Quais", pictures).logo).toBeNull();
});

test("a font that was brought in is a work too, which every project can take", () => {
  const id = "0".repeat(31) + "b";
  const kit = kitOf({ brand: { fonts: [id, "Jost"] } }, "Quais");
  expect([kit.heading, kit.body]).toEqual([id, "Jost"]);
  expect(filesElsewhere({ title: "B" }, kit)).toEqual([]);
  expect(applyKit({ title: "B" }, kit).brand?.fonts).toEqual([id, "Jost"]);
});
