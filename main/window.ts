import { join } from 'node:path';
import { BrowserWindow, type WebContents, nativeTheme, shell } from 'electron';
import { home, isOurs } from './studio-scheme.ts';

/** Help links that may leave for the user's own browser. */
const outside = ['arxiv.org', 'doi.org', 'www.tensorflow.org', 'developer.nvidia.com'];
const showAnyway = 10_000;
const reloadsAllowed = 3;

export function webPreferences(): Electron.WebPreferences {
  return { preload: join(import.meta.dirname, '../preload/preload.cjs'), sandbox: true, contextIsolation: true, spellcheck: false };
}

/** The one window. Its place and size are kept by Electron under its name. */
export function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    name: 'main',
    windowStatePersistence: true,
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Ganymede',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#111318' : '#ffffff',
    webPreferences: webPreferences(),
  });
  guard(window.webContents);
  // A preload that throws would keep `ready-to-show` away and the window hidden for good.
  const fallback = setTimeout(() => window.show(), showAnyway);
  window.once('ready-to-show', () => {
    clearTimeout(fallback);
    window.show();
  });
  window.once('closed', () => clearTimeout(fallback));
  survive(window);
  void window.loadURL(home);
  return window;
}

/** Stays on our own pages, opens no second window, shows no webview. */
export function guard(contents: WebContents): void {
  const stay = (event: { preventDefault(): void; url: string }) => {
    if (!isOurs(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}

export function mayOpenOutside(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === 'https:' && outside.includes(url.host);
}

/** A page process that dies is started again; runs go on in their own processes meanwhile. */
function survive(window: BrowserWindow): void {
  let reloads = 0;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    reloads += 1;
    if (reloads <= reloadsAllowed) void window.loadURL(`${home}?restarted=${encodeURIComponent(reason)}`);
  });
}
