import { umapOf, type UmapAsk } from './umap.ts';

/** Answers each ask, in order, away from the page: a few hundred examples take a second. */
addEventListener('message', ({ data: { id, ask } }: MessageEvent<{ id: number; ask: UmapAsk }>) => {
  try {
    postMessage({ id, points: umapOf(ask) });
  } catch (error) {
    postMessage({ id, sentence: error instanceof Error ? error.message : String(error) });
  }
});
