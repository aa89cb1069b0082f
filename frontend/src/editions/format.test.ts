import { expect, test } from "vitest";
import type { Edition } from "../api/types";
import { formatsOf } from "./format";

const edition = (work: string, format: string, media_type: string): Edition => ({
  work, format, media_type, label: format, width: 1, height: 1, unit: "px", size: 1, credential: "signed", alt: "", left_out: [], address: "", superseded: false,
});

test("the files of one format stand together, in the order of the formats", () => {
  const made = formatsOf([edition("1", "square", "image/png"), edition("2", "poster", "application/pdf"), edition("3", "square", "image/jpeg")]);
  expect(made.map(({ id, files }) => [id, files.map(({ work }) => work)])).toEqual([["square", ["1", "3"]], ["poster", ["2"]]]);
});
