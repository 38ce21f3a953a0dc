import type { Change } from '../../shared/api/studio.ts';
import type { Asker } from './asker.ts';

/**
 * What changes in the studio, from now on; `null` first, and whenever everything has to be asked for again. A stream that
 * ends is taken up where it was left: the studio drops who reads too slowly. Ends when `stop` is aborted or the studio is gone.
 */
export async function* changesOf(door: Asker, stop: AbortSignal): AsyncGenerator<Change | null> {
  let since = 0;
  let stream: Response | null = await door.raw('GET', '/api/changes');
  for (let isFirst = true; stream !== null; isFirst = false) {
    let isGreeted = false;
    for await (const { name, data } of eventsOf(stream, stop)) {
      if (name === 'change') {
        const change = data as Change;
        since = change.sequence;
        yield change;
      } else if (name === 'hello') {
        const { sequence, restarted } = data as { sequence: number; restarted: boolean };
        isGreeted = true;
        if (!isFirst && !restarted) continue;
        since = sequence;
        yield null;
      }
    }
    if (stop.aborted || !isGreeted) return;
    stream = await door.raw('GET', `/api/changes?since=${since}`).catch(() => null);
  }
}

/** Until the stream ends, is broken off, or `stop` is aborted. */
async function* eventsOf(stream: Response, stop: AbortSignal): AsyncGenerator<{ name: string; data: unknown }> {
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  const cancel = () => {
    reader.cancel().catch(() => undefined);
  };
  stop.addEventListener('abort', cancel, { once: true });
  let text = '';
  try {
    while (!stop.aborted) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: '' }));
      if (done) return;
      text += value;
      const events = text.split('\n\n');
      text = events.pop()!;
      for (const event of events) {
        const name = /^event: (\w+)$/m.exec(event)?.[1];
        const data = /^data: (.+)$/m.exec(event)?.[1];
        if (name !== undefined && data !== undefined) yield { name, data: JSON.parse(data) };
      }
    }
  } finally {
    stop.removeEventListener('abort', cancel);
    cancel();
  }
}
