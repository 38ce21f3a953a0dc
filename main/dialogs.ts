import { isAbsolute } from 'node:path';
import { BrowserWindow, dialog, type IpcMainInvokeEvent, ipcMain, shell } from 'electron';
import { isOurs } from './studio-scheme.ts';

/** The two verbs behind `window.desktop`. Each checks who asks, and what. */
export function answerDialogs(): void {
  let lastFolder: string | undefined;

  ipcMain.handle('pick-path', async (event, options: unknown) => {
    fromOurPage(event);
    const { kind, title } = checkPick(options);
    const window = BrowserWindow.fromWebContents(event.sender);
    const dialogOptions: Electron.OpenDialogOptions = {
      title,
      defaultPath: lastFolder,
      properties: [kind === 'folder' ? 'openDirectory' : 'openFile'],
    };
    const picked = window === null ? await dialog.showOpenDialog(dialogOptions) : await dialog.showOpenDialog(window, dialogOptions);
    if (picked.canceled || picked.filePaths.length === 0) return null;
    lastFolder = picked.filePaths[0];
    return picked.filePaths[0];
  });

  ipcMain.handle('reveal', (event, path: unknown) => {
    fromOurPage(event);
    if (typeof path !== 'string' || !isAbsolute(path)) throw new Error('Only an absolute path can be shown in the file browser.');
    shell.showItemInFolder(path);
  });
}

function fromOurPage(event: IpcMainInvokeEvent): void {
  if (!isOurs(event.senderFrame?.url ?? '')) throw new Error('Only the studio’s own page may ask for this.');
}

function checkPick(options: unknown): { kind: 'file' | 'folder'; title: string } {
  const { kind, title } = (options ?? {}) as { kind?: unknown; title?: unknown };
  if ((kind !== 'file' && kind !== 'folder') || typeof title !== 'string') throw new Error('A file or a folder is picked, under a title.');
  return { kind, title: title.slice(0, 200) };
}
