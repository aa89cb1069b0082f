import i18next from "i18next";
import { language } from "../app/words";
import type { Happened, Job } from "./types";

/**
 * What is heard of a project: its new acts, its jobs as they move, and that the stream stands. `again` says that it stood
 * before and was closed meanwhile, so that something may have been missed.
 */
export interface Hearer {
  acts?: (what: Happened) => void;
  job?: (job: Job) => void;
  opened?: (again: boolean) => void;
}

interface Stream {
  events: EventSource | undefined;
  opened: boolean;
  readonly hearers: Set<Hearer>;
}

/*
 * One stream a project and window carries everything: a browser has six connections to a host, and whatever else the
 * studio asks must find one free. A window that is not seen hears none.
 */
const streams = new Map<string, Stream>();

/** Hear a project until the answer is called. */
export function hearNews(slug: string, hearer: Hearer): () => void {
  const stream = streams.get(slug) ?? { events: undefined, opened: false, hearers: new Set<Hearer>() };
  streams.set(slug, stream);
  stream.hearers.add(hearer);
  if (stream.events === undefined && !document.hidden) open(slug, stream);
  return () => {
    stream.hearers.delete(hearer);
    if (stream.hearers.size > 0) return;
    shut(stream);
    if (streams.get(slug) === stream) streams.delete(slug);
  };
}

function open(slug: string, stream: Stream): void {
  const events = new EventSource(`/api/projects/${encodeURIComponent(slug)}/events?lang=${language()}`);
  stream.events = events;
  const tell = (say: (hearer: Hearer) => void): void => {
    for (const hearer of stream.hearers) say(hearer);
  };
  events.addEventListener("open", () => {
    const again = stream.opened;
    stream.opened = true;
    tell((hearer) => hearer.opened?.(again));
  });
  events.addEventListener("message", (event: MessageEvent<string>) => {
    const what = JSON.parse(event.data) as Happened;
    if (what.acts.length > 0) tell((hearer) => hearer.acts?.(what));
  });
  events.addEventListener("job", (event: MessageEvent<string>) => {
    const job = JSON.parse(event.data) as Job;
    tell((hearer) => hearer.job?.(job));
  });
}

function shut(stream: Stream): void {
  stream.events?.close();
  stream.events = undefined;
}

function renewAll(): void {
  for (const [slug, stream] of streams) {
    shut(stream);
    if (!document.hidden) open(slug, stream);
  }
}

document.addEventListener("visibilitychange", renewAll);
// Steps of jobs are told in the language of the stream.
i18next.on("languageChanged", renewAll);
