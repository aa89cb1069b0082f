/**
 * Ask one thing at a time, the latest that was wished for: whatever was wished meanwhile and then overtaken is never
 * asked, so that a hand that drags is never followed by a queue. `stop` forgets what is under way.
 */
export interface Latest<Wish> {
  wish: (wish: Wish) => void;
  stop: () => void;
}

export function latest<Wish, Answer>(
  work: (wish: Wish, signal: AbortSignal) => Promise<Answer>,
  done: (answer: Answer, isOvertaken: boolean) => void,
  failed: (error: unknown) => void = () => undefined,
): Latest<Wish> {
  let next: { wish: Wish } | undefined;
  let going: AbortController | undefined;

  const go = async (): Promise<void> => {
    while (next !== undefined && going === undefined) {
      const { wish } = next;
      next = undefined;
      const stopping = new AbortController();
      going = stopping;
      try {
        const answer = await work(wish, stopping.signal);
        if (!stopping.signal.aborted) done(answer, next !== undefined);
      } catch (error) {
        if (!stopping.signal.aborted) failed(error);
      }
      if (going === stopping) going = undefined;
      else return;
    }
  };
  return {
    wish: (wish) => {
      next = { wish };
      void go();
    },
    stop: () => {
      next = undefined;
      going?.abort();
      going = undefined;
    },
  };
}
