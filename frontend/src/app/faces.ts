import { useEffect, useState } from "react";
import { contentOf } from "../api/addresses";

/** The family under which a font of the record can be set once it has come; undefined before, and where it cannot be drawn. */
export function useFace(work: string | undefined): string | undefined {
  const [family, setFamily] = useState<string>();
  useEffect(() => {
    if (work === undefined) return undefined;
    let face: FontFace | undefined;
    let left = false;
    void fetch(contentOf(work))
      .then(async (answer) => (answer.ok ? new FontFace(`work-${work}`, await answer.arrayBuffer()).load() : undefined))
      .then((loaded) => {
        if (loaded === undefined || left) return;
        face = loaded;
        document.fonts.add(loaded);
        setFamily(loaded.family);
      })
      // A face that cannot be drawn is told in words by what stands round it.
      .catch(() => undefined);
    return () => {
      left = true;
      if (face !== undefined) document.fonts.delete(face);
    };
  }, [work]);
  return family;
}
