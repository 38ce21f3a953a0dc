import type { WorkspaceInfo } from '../../shared/api/studio.ts';
import type { Asker } from './asker.ts';
import { changesOf } from './changes.ts';
import type { Output } from './output.ts';

type Heard = Pick<Output, 'say' | 'event'>;

/** What the workspace's user should know of it, each sentence once for as long as it holds; `isSaid` knows what was told otherwise. */
export function noticeTeller(door: Asker, output: Heard, isSaid: (sentence: string) => boolean = () => false): () => Promise<void> {
  let said = new Set<string>();
  return async () => {
    const { notices } = await door.json<WorkspaceInfo>('GET', '/api/workspace');
    for (const { kind, sentence } of notices.filter((notice) => !said.has(notice.sentence) && !isSaid(notice.sentence))) {
      output.event({ type: 'notice', kind, sentence });
      output.say(sentence);
    }
    said = new Set(notices.map(({ sentence }) => sentence));
  };
}

/** The same for as long as a studio serves. */
export async function tellNotices(door: Asker, output: Heard, stop: AbortSignal): Promise<void> {
  const tell = noticeTeller(door, output);
  try {
    for await (const change of changesOf(door, stop)) {
      if (change === null || change.kinds.includes('notices')) await tell();
    }
  } catch {
    // The studio is closing, or can't be asked: what matters is said by its end.
  }
}
