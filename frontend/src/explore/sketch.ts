/* Strokes of a hand on a square of paper, and the picture that they make. */

export interface Stroke {
  readonly width: number;
  readonly rubs: boolean;
  readonly points: readonly (readonly [number, number])[];
}

/** Pixels across the paper. */
export const PAPER = 320;

/** Draw strokes, mirrored about the middle where that is wished for: black on white. */
export function drawStrokes(to: CanvasRenderingContext2D, strokes: readonly Stroke[], mirrored: boolean): void {
  to.fillStyle = "#ffffff";
  to.fillRect(0, 0, PAPER, PAPER);
  to.lineCap = "round";
  to.lineJoin = "round";
  for (const stroke of strokes) {
    to.strokeStyle = stroke.rubs ? "#ffffff" : "#000000";
    to.lineWidth = stroke.width;
    for (const flipped of mirrored ? [false, true] : [false]) {
      to.beginPath();
      stroke.points.forEach(([x, y], place) => {
        const at = flipped ? PAPER - x : x;
        if (place === 0) to.moveTo(at, y);
        to.lineTo(at, y);
      });
      to.stroke();
    }
  }
}

export const pngOf = (canvas: HTMLCanvasElement): Promise<Blob | undefined> => new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), "image/png"));
