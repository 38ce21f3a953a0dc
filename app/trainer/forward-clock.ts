/** Wall time that never goes back: it follows a clock that is set forward, and goes on at its own pace beside one that is set back. */
export function forwardClock(wall: () => number, steady: () => number): () => number {
  let ahead = Number.NEGATIVE_INFINITY;
  return () => {
    const passed = steady();
    ahead = Math.max(ahead, wall() - passed);
    return passed + ahead;
  };
}
