import css from "./face.module.css";

const EYES = ["M10 12.5h.01M22 12.5h.01", "M8.5 13q1.5-2.5 3 0M20.5 13q1.5-2.5 3 0", "M9 11v3M23 11v3", "M8.5 12h3M20.5 12h3", "M8.5 11l3 2M23.5 11l-3 2"];
const MOUTHS = ["M10 20q6 5 12 0", "M11 21h10", "M12 20q4 4 9-1", "M12 19.5q4 5 8 0z", "M11 20.5q5 2 10 0", "M13.5 21a2.5 2 0 1 0 5 0a2.5 2 0 1 0-5 0"];
const BROWS = ["", "M8 8q2-1.5 4 0M20 8q2-1.5 4 0", "M16 2v4", "M13 4.5L16 7l3-2.5", "M4 16H1M31 16h-3"];

/** Numbers from 0 on that are always the same for one name. */
export function drawnFrom(name: string): (many: number) => number {
  let held = 2166136261;
  for (const sign of name) held = Math.imul(held ^ (sign.codePointAt(0) ?? 0), 16777619) >>> 0;
  return (many) => {
    held = Math.imul(held ^ (held >>> 15), 2246822519) >>> 0;
    return (held >>> 8) % many;
  };
}

/** The face of a partner: drawn of its name, in the shape that says what it is; ◆ a model, ■ the engine of rules. */
export function Face({ name, kind, small = false }: { name: string; kind: "model" | "rule"; small?: boolean }) {
  const drawn = drawnFrom(name);
  const [eyes, mouth, brow] = [EYES[drawn(EYES.length)], MOUTHS[drawn(MOUTHS.length)], BROWS[drawn(BROWS.length)]];
  return (
    <svg viewBox="0 0 32 32" className={css["face"]} data-kind={kind} data-small={small || undefined} aria-hidden focusable="false">
      {kind === "model" ? <path className={css["shape"]} d="M16 0L32 16 16 32 0 16z" /> : <path className={css["shape"]} d="M2 2h28v28H2z" />}
      <g className={css["lines"]} transform={kind === "model" ? "translate(16 16) scale(.72) translate(-16 -16)" : undefined}>
        <path d={eyes} />
        <path d={mouth} />
        {brow !== "" && <path d={brow} />}
      </g>
    </svg>
  );
}
