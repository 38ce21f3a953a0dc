/** Longer at a stretch would hold up a hand that drags. */
const turn = 9;

export interface Turns {
  count: number;
  chunk: number;
  /** In one frame: without a GPU the browser draws after the script has ended, for as long as it takes. */
  most: number;
}

/**
 * Calls `draw` for 0 … count − 1 in chunks, over as many frames as it takes; in an order that shows the whole early. Ends where the answer is called.
 */
export function drawInTurns({ count, chunk, most }: Turns, draw: (places: number[]) => void): () => void {
  const stride = strideFor(count);
  let done = 0;
  let at = 0;
  let frame = 0;
  const work = () => {
    const from = performance.now();
    const end = Math.min(count, done + most);
    while (done < end && performance.now() - from < turn) {
      const places: number[] = [];
      for (; places.length < chunk && done < end; done += 1) {
        places.push(at);
        at = (at + stride) % count;
      }
      draw(places);
    }
    if (done < count) frame = requestAnimationFrame(work);
  };
  work();
  return () => cancelAnimationFrame(frame);
}

/** Without a common divisor with `count`, so that every place comes once. */
export function strideFor(count: number): number {
  if (count < 500) return 1;
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let stride = Math.floor(count * 0.618);
  while (divisor(count, stride) !== 1) stride += 1;
  return stride;
}
