import { create } from 'zustand';

/** How quick the page is: milliseconds from a wish to its picture, pictures drawn in the last second, and the trainer's own share. */
interface Rates {
  latency: number | null;
  perSecond: number;
  generating: number | null;
}
export const useRates = create<Rates>(() => ({ latency: null, perSecond: 0, generating: null }));

let drawn: number[] = [];
let told = 0;

/** A picture has reached the screen; `latency` since it was wished for. */
export function noteDrawn(latency: number, now = performance.now()): void {
  drawn = [...drawn.filter((time) => now - time < 1000), now];
  if (now - told < 200) return;
  told = now;
  useRates.setState({ latency, perSecond: drawn.length });
}
export function noteGenerated(milliseconds: number, pictures: number): void {
  useRates.setState({ generating: milliseconds / pictures });
}
