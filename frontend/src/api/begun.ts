/* Jobs that were begun in this window: what they make is brought into sight here, and not in another's window. */

const begun = new Set<string>();

export const beginHere = (job: string): void => void begun.add(job);
export const isBegunHere = (job: string): boolean => begun.has(job);
