import { fork, type Serializable } from 'node:child_process';
import { EventEmitter } from 'node:events';

/**
 * A stand-in for the `electron` module, for machines that have no Electron runtime. It does nothing but remember, in
 * order, what it was asked; it shows no window and proves nothing about Electron itself.
 */
export const calls: { what: string; with: unknown[] }[] = [];

export function note(what: string, ...args: unknown[]): void {
  calls.push({ what, with: args });
}

class App extends EventEmitter {
  name = 'Ganymede';
  hasLock = true;
  enableSandbox = () => note('app.enableSandbox');
  requestSingleInstanceLock = (data: unknown) => {
    note('app.requestSingleInstanceLock', data);
    return this.hasLock;
  };
  whenReady = () => {
    note('app.whenReady');
    return this.ready;
  };
  setBadgeCount = (count: number) => note('app.setBadgeCount', count);
  quit = () => {
    note('app.quit');
    const event = { defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true) };
    this.emit('before-quit', event);
    if (!event.defaultPrevented) this.emit('quit');
  };
  exit = (code: number) => note('app.exit', code);
  becomeReady: () => void = () => undefined;
  readonly ready = new Promise<void>((resolve) => {
    this.becomeReady = () => {
      note('ready');
      resolve();
    };
  });
}
export const app = new App();

export const protocol = { registerSchemesAsPrivileged: (schemes: unknown) => note('protocol.registerSchemesAsPrivileged', schemes) };
export const crashReporter = { start: (options: unknown) => note('crashReporter.start', options) };

type Answer = (request: Request) => Promise<Response>;
export const handled = new Map<string, Answer>();
export const session = {
  defaultSession: {
    protocol: {
      handle: (scheme: string, answer: Answer) => {
        note('protocol.handle', scheme);
        handled.set(scheme, answer);
      },
    },
    setPermissionRequestHandler: (ask: unknown) => note('session.setPermissionRequestHandler', ask),
    setPermissionCheckHandler: (check: unknown) => note('session.setPermissionCheckHandler', check),
    setDevicePermissionHandler: (check: unknown) => note('session.setDevicePermissionHandler', check),
  },
};

export class WebContents extends EventEmitter {
  address = '';
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  setWindowOpenHandler = (handler: (details: { url: string }) => { action: string }) => {
    this.openHandler = handler;
  };
  getURL = () => this.address;
  printToPDF = async () => Buffer.from('%PDF-stand-in');
}

export class BrowserWindow extends EventEmitter {
  static all: BrowserWindow[] = [];
  static getAllWindows = () => BrowserWindow.all;
  static getFocusedWindow = () => BrowserWindow.all[0] ?? null;
  static fromWebContents = () => null;
  webContents = new WebContents();
  options: Electron.BrowserWindowConstructorOptions;
  destroyed = false;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    note('new BrowserWindow', options);
    BrowserWindow.all.push(this);
  }
  loadURL = async (address: string) => {
    note('window.loadURL', address);
    this.webContents.address = address;
  };
  show = () => note('window.show');
  focus = () => note('window.focus');
  restore = () => note('window.restore');
  isMinimized = () => false;
  isFocused = () => false;
  isDestroyed = () => this.destroyed;
  setProgressBar = (share: number) => note('window.setProgressBar', share);
  destroy = () => {
    this.destroyed = true;
    BrowserWindow.all = BrowserWindow.all.filter((window) => window !== this);
    this.emit('closed');
  };
}

export const Menu = {
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu: (menu: unknown) => note('Menu.setApplicationMenu', menu),
};
export const shell = {
  openExternal: async (address: string) => note('shell.openExternal', address),
  openPath: async (path: string) => note('shell.openPath', path),
  showItemInFolder: (path: string) => note('shell.showItemInFolder', path),
};
export const nativeTheme = { shouldUseDarkColors: true };
export const answers = { messageBox: 0, picked: { canceled: false, filePaths: ['/data/digits'] } };
export const dialog = {
  showErrorBox: (title: string, content: string) => note('dialog.showErrorBox', title, content),
  showMessageBoxSync: (...args: unknown[]) => {
    note('dialog.showMessageBoxSync', ...args);
    return answers.messageBox;
  },
  showOpenDialog: async (...args: unknown[]) => {
    note('dialog.showOpenDialog', ...args);
    return answers.picked;
  },
};
export const invoked = new Map<string, (event: unknown, ...args: unknown[]) => unknown>();
export const ipcMain = {
  handle: (channel: string, answer: (event: unknown, ...args: unknown[]) => unknown) => {
    note('ipcMain.handle', channel);
    invoked.set(channel, answer);
  },
};
let blockers = 0;
export const powerSaveBlocker = {
  start: (kind: string) => {
    note('powerSaveBlocker.start', kind);
    blockers += 1;
    return blockers;
  },
  stop: (id: number) => note('powerSaveBlocker.stop', id),
};
export const powerMonitor = new EventEmitter();
export class Notification extends EventEmitter {
  static isSupported = () => true;
  options: { title: string; body: string };
  constructor(options: { title: string; body: string }) {
    super();
    this.options = options;
  }
  show = () => note('notification.show', this.options);
}

/** A utility process played by a plain Node child that runs the same built file, so that trainers really train. */
export const utilityProcess = {
  fork: (path: string, args: string[], options: { env?: NodeJS.ProcessEnv }) => {
    note('utilityProcess.fork', path);
    const child = fork(path, args, {
      env: options.env,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: ['--import', new URL('./parent-port-stand-in.ts', import.meta.url).href],
    });
    return Object.assign(child, { postMessage: (message: unknown) => void child.send(message as Serializable) });
  },
};
