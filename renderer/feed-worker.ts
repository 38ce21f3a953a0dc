import { ChangeFeed, type LiveState } from './change-feed.ts';
import type { FeedMessage, WindowMessage } from './shared-feed.ts';

/** The shared worker of all windows of one browser: one stream, told to each. It ends with the last of them. */
const windows = new Set<MessagePort>();
let state: LiveState = 'connecting';

function tell(message: FeedMessage): void {
  for (const port of windows) port.postMessage(message);
}

const feed = new ChangeFeed({
  onChange: (change) => tell({ type: 'change', change }),
  onState: (now) => {
    state = now;
    tell({ type: 'state', state });
  },
});

(self as unknown as { onconnect: (event: MessageEvent) => void }).onconnect = ({ ports: [port] }) => {
  const hold = () => {
    windows.add(port);
    port.postMessage({ type: 'state', state } satisfies FeedMessage);
  };
  port.onmessage = ({ data }: MessageEvent<WindowMessage>) => {
    if (data === 'gone') windows.delete(port);
    else hold();
  };
  hold();
  feed.start();
};
