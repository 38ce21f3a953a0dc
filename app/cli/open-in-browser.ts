import { spawn } from 'node:child_process';

/** Opens an address in the user's browser; false where there is no screen or no program to do it. */
export function openInBrowser(address: string): Promise<boolean> {
  const { platform, env } = process;
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return Promise.resolve(false);
  const [program, ...options] = platform === 'darwin' ? ['open'] : platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
  return new Promise((done) => {
    const child = spawn(program, [...options, address], { stdio: 'ignore', detached: true });
    child.once('error', () => done(false));
    child.once('spawn', () => {
      child.unref();
      done(true);
    });
  });
}
