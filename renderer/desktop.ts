import type { Desktop } from '../shared/desktop.ts';

declare global {
  interface Window {
    /** Set by the desktop's preload; absent in a browser. */
    desktop?: Desktop;
  }
}

/** Asks for a folder or file by the desktop's dialog; null in a browser, where a path has to be typed. */
export function pathPicker(): ((title: string, kind?: 'file' | 'folder') => Promise<string | null>) | null {
  const { desktop } = window;
  if (!desktop) return null;
  return (title, kind = /folder/i.test(title) ? 'folder' : 'file') => desktop.pickPath({ kind, title });
}

/** Where dropped files and folders lie; those that a browser gives, or that come from no disk, are left out. */
export function droppedPaths(files: readonly File[]): string[] {
  const { desktop } = window;
  return desktop === undefined ? [] : files.map((file) => desktop.pathFor(file)).filter((path) => path !== '');
}
