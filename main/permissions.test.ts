import { expect, it, vi } from 'vitest';

vi.mock('electron', () => import('./electron-stand-in.ts'));
const electron = await import('./electron-stand-in.ts');
const { denyPermissions } = await import('./permissions.ts');
const { answerDialogs } = await import('./dialogs.ts');

it('grants the clipboard and full screen to our page, and nothing to anybody else', () => {
  electron.calls.length = 0;
  denyPermissions(electron.session.defaultSession as never);
  const [request, check, device] = electron.calls.map((call) => call.with[0]) as ((...args: unknown[]) => unknown)[];
  const ours = { getURL: () => 'studio://app/runs' };
  const theirs = { getURL: () => 'https://example.org/' };
  const asked = (contents: unknown, permission: string) => {
    const answer = vi.fn();
    request(contents, permission, answer);
    return answer.mock.calls[0][0];
  };
  expect(asked(ours, 'clipboard-sanitized-write')).toBe(true);
  expect(asked(theirs, 'clipboard-sanitized-write')).toBe(false);
  for (const permission of ['media', 'geolocation', 'notifications', 'midi', 'openExternal', 'hid', 'unknown']) {
    expect(asked(ours, permission), permission).toBe(false);
    expect(check(ours, permission), permission).toBe(false);
  }
  expect(check(null, 'clipboard-sanitized-write')).toBe(false);
  expect(device({})).toBe(false);
});

it('answers dialogs to our page only, and checks what is asked', async () => {
  answerDialogs();
  const ours = { senderFrame: { url: 'studio://app/runs/new' }, sender: {} };
  const pick = electron.invoked.get('pick-path');
  const reveal = electron.invoked.get('reveal');
  await expect(pick?.(ours, { kind: 'folder', title: 'Pictures' })).resolves.toBe('/data/digits');
  await expect(pick?.({ ...ours, senderFrame: { url: 'https://example.org/' } }, { kind: 'folder', title: 'x' })).rejects.toThrow(
    /own page/,
  );
  await expect(pick?.({ ...ours, senderFrame: null }, { kind: 'folder', title: 'x' })).rejects.toThrow(/own page/);
  await expect(pick?.(ours, { kind: 'everything', title: 'x' })).rejects.toThrow(/file or a folder/);
  expect(() => reveal?.(ours, '../../secrets')).toThrow(/absolute/);
  reveal?.(ours, '/data/digits');
  expect(electron.calls.at(-1)).toEqual({ what: 'shell.showItemInFolder', with: ['/data/digits'] });
});
