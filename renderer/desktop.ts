import type { Desktop } from '../shared/desktop.ts';

declare global {
  interface Window {
    /** Set by the desktop's preload; absent in a browser. */
    desktop?: Desktop;
  }
}

/** Asks for a folder or file by the desktop's dialog; null in a browser, where a path has to be typed. */
export function pathPicker(): ((title: string) => Promise<string | null>) | null {
  const { desktop } = window;
  if (!desktop) return null;
  return (title) => desktop.pickPath({ kind: /folder/i.test(title) ? 'folder' : 'file', title });
}
