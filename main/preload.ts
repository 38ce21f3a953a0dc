import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Desktop } from '../shared/desktop.ts';

/** What a page can't do by fetch, and nothing else. */
const desktop: Desktop = {
  platform: process.platform,
  pathFor: (file) => webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0]),
  pickPath: (options) => ipcRenderer.invoke('pick-path', options),
  reveal: (path) => ipcRenderer.invoke('reveal', path),
};

contextBridge.exposeInMainWorld('desktop', desktop);
