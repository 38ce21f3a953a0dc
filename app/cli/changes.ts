import type { Change } from '../../shared/api/studio.ts';
import type { Asker } from './asker.ts';

/** What changes in the studio, from now on; `null` first, and whenever everything has to be asked for again. Ends when `stop` is aborted. */
export async function* changesOf(door: Asker, stop: AbortSignal): AsyncGenerator<Change | null> {
  const response = await door.raw('/api/changes');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const cancel = () => {
    reader.cancel().catch(() => undefined);
  };
  stop.addEventListener('abort', cancel, { once: true });
  let text = '';
  try {
    while (!stop.aborted) {
      const { done, value } = await reader.read();
      if (done) return;
      text += value;
      const events = text.split('\n\n');
      text = events.pop()!;
      for (const event of events) {
        const name = /^event: (\w+)$/m.exec(event)?.[1];
        const data = /^data: (.+)$/m.exec(event)?.[1];
        if (name === 'hello') yield null;
        else if (name === 'change' && data !== undefined) yield JSON.parse(data) as Change;
      }
    }
  } finally {
    stop.removeEventListener('abort', cancel);
    cancel();
  }
}
