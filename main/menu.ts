import { type BrowserWindow, Menu, type MenuItemConstructorOptions, shell } from 'electron';
import { home } from './studio-scheme.ts';

/** The native menu: roles where Electron has them, pages and folders of the studio beside them. */
export function setMenu(options: { window: () => BrowserWindow | null; workspace: string; isMac: boolean }): void {
  const go = (label: string, path: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => void options.window()?.loadURL(new URL(path, home).href),
  });
  const template: MenuItemConstructorOptions[] = [
    ...(options.isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: 'File',
      submenu: [
        go('New run', 'runs/new', 'CmdOrCtrl+N'),
        { label: 'Show workspace folder', click: () => void shell.openPath(options.workspace) },
        { type: 'separator' },
        options.isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'Go',
      submenu: [
        go('Runs', 'runs', 'CmdOrCtrl+1'),
        go('Compare', 'compare', 'CmdOrCtrl+2'),
        go('Latents', 'latents', 'CmdOrCtrl+3'),
        go('Settings', 'settings', 'CmdOrCtrl+,'),
      ],
    },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
