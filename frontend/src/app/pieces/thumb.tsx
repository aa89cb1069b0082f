import { useState } from "react";
import { thumbOf, type ThumbSize } from "../../api/addresses";
import css from "./pieces.module.css";

export interface ThumbProps {
  /** The work whose picture it is; null shows an empty sheet. */
  work: string | null;
  size?: ThumbSize;
  /** What it shows, in words; empty when words stand beside it. */
  alt: string;
  width?: number | null;
  height?: number | null;
  refused?: boolean;
  eager?: boolean;
}

/** A work's picture in its own proportions: they hold the place before it is there. */
export function Thumb({ work, size = 256, alt, width, height, refused = false, eager = false }: ThumbProps) {
  const [broken, setBroken] = useState(false);
  const ratio = width != null && height != null && height > 0 ? { aspectRatio: `${width} / ${height}` } : {};
  return (
    <span className={css["thumb"]} style={ratio} data-refused={refused || undefined}>
      {work !== null && !broken && (
        <img
          src={thumbOf(work, size)}
          srcSet={size === 256 ? `${thumbOf(work, 256)} 1x, ${thumbOf(work, 1024)} 2x` : undefined}
          alt={alt}
          loading={eager ? "eager" : "lazy"}
          decoding="async"
          draggable={false}
          onError={() => setBroken(true)}
        />
      )}
    </span>
  );
}
