import { beforeEach, describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => import('./electron-stand-in.ts'));
const electron = await import('./electron-stand-in.ts');
const { guard, mayOpenOutside, openWindow, webPreferences } = await import('./window.ts');
const { isOurs } = await import('./studio-scheme.ts');

beforeEach(() => {
  electron.calls.length = 0;
  electron.BrowserWindow.all = [];
});

describe('the window', () => {
  it('keeps a page away from Node', () => {
    const preferences = webPreferences();
    expect(preferences.sandbox).toBe(true);
    expect(preferences.contextIsolation).toBe(true);
    expect(preferences.preload).toMatch(/preload\.cjs$/);
    for (const name of [
      'nodeIntegration',
      'nodeIntegrationInWorker',
      'webSecurity',
      'webviewTag',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'enableBlinkFeatures',
    ]) {
      expect(preferences, name).not.toHaveProperty(name);
    }
  });

  it('opens our page, shows itself once painted, and keeps its place under its name', () => {
    const window = openWindow() as unknown as InstanceType<typeof electron.BrowserWindow>;
    expect(window.options).toMatchObject({ name: 'main', windowStatePersistence: true, show: false });
    expect(window.webContents.address).toBe('studio://app/');
    expect(electron.calls.map(({ what }) => what)).not.toContain('window.show');
    window.emit('ready-to-show');
    expect(electron.calls.map(({ what }) => what)).toContain('window.show');
    window.destroy();
  });

  it('shows itself after ten seconds even when the page never painted', () => {
    vi.useFakeTimers();
    const window = openWindow() as unknown as InstanceType<typeof electron.BrowserWindow>;
    vi.advanceTimersByTime(10_000);
    expect(electron.calls.map(({ what }) => what)).toContain('window.show');
    window.destroy();
    vi.useRealTimers();
  });

  it('starts a page process that died again, three times and no more', () => {
    const window = openWindow() as unknown as InstanceType<typeof electron.BrowserWindow>;
    for (let crash = 0; crash < 5; crash += 1) window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    const loads = electron.calls.filter(({ what }) => what === 'window.loadURL');
    expect(loads).toHaveLength(4);
    expect(loads[1].with[0]).toBe('studio://app/?restarted=crashed');
    window.destroy();
  });

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('refuses to leave by %s', (name) => {
    const contents = new electron.WebContents();
    guard(contents as never);
    const leave = { url: 'https://example.org/', preventDefault: vi.fn() };
    const stay = { url: 'studio://app/runs', preventDefault: vi.fn() };
    contents.emit(name, leave);
    contents.emit(name, stay);
    expect(leave.preventDefault).toHaveBeenCalled();
    expect(stay.preventDefault).not.toHaveBeenCalled();
  });

  it('opens no second window, and sends only known help pages to the browser', () => {
    const contents = new electron.WebContents();
    guard(contents as never);
    expect(contents.openHandler?.({ url: 'https://arxiv.org/abs/1704.00028' })).toEqual({ action: 'deny' });
    expect(contents.openHandler?.({ url: 'https://example.org/' })).toEqual({ action: 'deny' });
    expect(electron.calls.filter(({ what }) => what === 'shell.openExternal').map((call) => call.with[0])).toEqual([
      'https://arxiv.org/abs/1704.00028',
    ]);
  });

  it('attaches no webview', () => {
    const contents = new electron.WebContents();
    guard(contents as never);
    const event = { preventDefault: vi.fn() };
    contents.emit('will-attach-webview', event);
    expect(event.preventDefault).toHaveBeenCalled();
  });
});

describe('addresses', () => {
  it.each([
    ['studio://app/runs', true],
    ['studio://other/runs', false],
    ['https://app/', false],
    ['file:///etc/passwd', false],
    ['nonsense', false],
  ])('%s is ours: %s', (address, ours) => expect(isOurs(address)).toBe(ours));

  it.each([
    ['https://arxiv.org/abs/1701.07875', true],
    ['http://arxiv.org/', false],
    ['https://arxiv.org.example.org/', false],
    ['javascript:alert(1)', false],
    ['file:///tmp', false],
  ])('%s may open outside: %s', (address, may) => expect(mayOpenOutside(address)).toBe(may));
});
