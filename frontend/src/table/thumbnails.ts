import { thumbOf } from "../api/addresses";

/** Small pictures for the far canvas, fetched a few at a time and kept decoded. */
export interface Thumbnails {
  get(work: string): ImageBitmap | undefined;
  close(): void;
}

const AT_ONCE = 8;

export function openThumbnails(arrived: () => void): Thumbnails {
  const kept = new Map<string, ImageBitmap | undefined>();
  const waiting: string[] = [];
  const stop = new AbortController();
  let going = 0;
  const next = (): void => {
    while (going < AT_ONCE && !stop.signal.aborted) {
      // What was asked for last is what one looks at now.
      const work = waiting.pop();
      if (work === undefined) return;
      going += 1;
      void bring(work).then((bitmap) => {
        going -= 1;
        kept.set(work, bitmap);
        if (bitmap !== undefined) arrived();
        next();
      });
    }
  };
  const bring = async (work: string): Promise<ImageBitmap | undefined> => {
    try {
      const answer = await fetch(thumbOf(work, 64), { signal: stop.signal });
      return answer.ok ? await createImageBitmap(await answer.blob()) : undefined;
    } catch {
      return undefined;
    }
  };
  return {
    get(work) {
      if (!kept.has(work)) {
        kept.set(work, undefined);
        waiting.push(work);
        queueMicrotask(next);
      }
      return kept.get(work);
    },
    close() {
      stop.abort();
      for (const bitmap of kept.values()) bitmap?.close();
      kept.clear();
    },
  };
}
