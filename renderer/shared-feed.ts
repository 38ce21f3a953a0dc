import type { Change } from '../shared/api/studio.ts';
import { ChangeFeed, everything, type FeedListener, type LiveState } from './change-feed.ts';

/** What the worker says to a window. */
export type FeedMessage = { type: 'change'; change: Change } | { type: 'state'; state: LiveState };
/** What a window says to the worker: that it is left, and that it is seen again as it was (the browser's back button). */
export type WindowMessage = 'gone' | 'back';

/**
 * A browser keeps six connections to one host, and a stream holds one for ever: all windows of a browser share one stream, held by a
 * worker (which needs no secure context). The desktop has one window, and holds its own; so does a browser without shared workers,
 * there only while the window is seen.
 */
export function openFeed(listener: FeedListener): void {
  if (window.desktop !== undefined) new ChangeFeed(listener).start();
  else if (!('SharedWorker' in window)) holdWhileSeen(listener);
  else share(listener);
}

function share(listener: FeedListener): void {
  let worker: SharedWorker;
  try {
    worker = new SharedWorker(new URL('./feed-worker.ts', import.meta.url), { type: 'module', name: 'ganymede' });
  } catch {
    holdWhileSeen(listener);
    return;
  }
  worker.addEventListener('error', () => holdWhileSeen(listener), { once: true });
  worker.port.onmessage = ({ data }: MessageEvent<FeedMessage>) => {
    if (data.type === 'change') listener.onChange(data.change);
    else listener.onState(data.state);
  };
  const say = (message: WindowMessage) => worker.port.postMessage(message);
  window.addEventListener('pagehide', () => say('gone'));
  window.addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    say('back');
    listener.onChange(everything(0));
  });
}

function holdWhileSeen(listener: FeedListener): void {
  const feed = new ChangeFeed(listener);
  const look = () => {
    if (document.hidden) feed.stop();
    else feed.start();
  };
  document.addEventListener('visibilitychange', look);
  look();
}
