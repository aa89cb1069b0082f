/**
 * Tell how a change ended though what asked for it is gone by then: a dialog that closes takes its own callbacks along.
 * Refusals are told by the studio itself (`app/studio`).
 */
export const whenDone = <Told>(change: Promise<Told>, tell: (told: Told) => void): void => void change.then(tell, () => undefined);
