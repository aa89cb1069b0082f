/** How long a finger rests before it asks for what can be done, in milliseconds, and how far it may stray, in pixels. */
const LONG = 500;
const STRAY = 10;

/** Hear a finger that rests: not every browser takes that for a right button. Answers what stops it. */
export function hearHolding(host: HTMLElement, held: (at: { clientX: number; clientY: number }) => void): () => void {
  let waiting: { id: number; x: number; y: number; timer: ReturnType<typeof setTimeout> } | undefined;
  const stop = (): void => {
    clearTimeout(waiting?.timer);
    waiting = undefined;
  };
  const down = (event: PointerEvent): void => {
    const another = waiting !== undefined;
    stop();
    if (another || event.pointerType !== "touch" || (event.target as Element).closest("[data-over]") !== null) return;
    const { clientX, clientY, pointerId: id } = event;
    waiting = { id, x: clientX, y: clientY, timer: setTimeout(() => {
      waiting = undefined;
      held({ clientX, clientY });
    }, LONG) };
  };
  const move = (event: PointerEvent): void => {
    if (waiting?.id === event.pointerId && Math.hypot(event.clientX - waiting.x, event.clientY - waiting.y) > STRAY) stop();
  };
  host.addEventListener("pointerdown", down);
  host.addEventListener("pointermove", move);
  host.addEventListener("pointerup", stop);
  host.addEventListener("pointercancel", stop);
  return () => {
    stop();
    host.removeEventListener("pointerdown", down);
    host.removeEventListener("pointermove", move);
    host.removeEventListener("pointerup", stop);
    host.removeEventListener("pointercancel", stop);
  };
}
