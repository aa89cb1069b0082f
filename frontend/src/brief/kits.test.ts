import { expect, test } from "vitest";
import type { BrandKit } from "../api/types";
import { applyKit, idOf, kitOf } from "./kits";

const KIT: BrandKit = { id: "quais", name: "Quais", colours: ["#112233"], heading: "Gloock", body: "", logo: null, words: ["fleuve"], avoid: ["jazzy"], forbidden: ["cliché"], version: null };

test("a kit takes the place of colours and type, and adds its words", () => {
  const brief = { title: "A", brand: { colours: ["#FFFFFF"], logo: "a.svg" }, words: { use: ["nuit"], avoid: ["jazzy"] } };
  expect(applyKit(brief, KIT)).toEqual({
    title: "A",
    brand: { colours: ["#112233"], fonts: ["Gloock"], logo: "a.svg" },
    words: { use: ["nuit", "fleuve"], avoid: ["jazzy", "cliché"] },
  });
});

test("a kit is made of a brief, under a name that an address can have", () => {
  expect(kitOf({ brand: { colours: ["#112233"], fonts: ["Gloock", "Jost"] } }, "L’Œuvre d’été")).toMatchObject({ id: "l-oeuvre-d-ete", heading: "Gloock", body: "Jost", colours: ["#112233"] });
  expect(idOf("…")).toBe("kit");
});
