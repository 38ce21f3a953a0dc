import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface StudioProcess {
  /** With the token; the first page load trades it for a cookie. */
  address: string;
  workspace: string;
  process: ChildProcess;
  /** Everything it printed. */
  output(): string;
  /** Asks it to end as Ctrl-C does, and waits. */
  stop(): Promise<number | null>;
}

/** The studio behind its HTTP door, in a process and a temporary workspace of its own. `load`: trained by load-trainer.ts, with so many points before; `sets`: a file with what published-studio.ts fetches. */
export async function startStudio(
  options: { workspace?: string; load?: number; port?: number; sets?: string; env?: Record<string, string> } = {},
): Promise<StudioProcess> {
  const workspace = options.workspace ?? mkdtempSync(join(tmpdir(), 'ganymede-story-'));
  const root = resolve(import.meta.dirname, '..');
  const entry =
    options.sets !== undefined
      ? ['e2e/published-studio.ts', workspace, options.sets]
      : options.load === undefined
        ? ['app/cli.ts', 'serve', '--port', String(options.port ?? 0), '--workspace', workspace]
        : ['e2e/load-studio.ts', workspace, String(options.load)];
  const child = spawn(process.execPath, entry, {
    cwd: root,
    // Nobody's trust but the story's own.
    env: { ...process.env, GANYMEDE_TRUST: join(workspace, 'trusted'), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  const address = await new Promise<string>((found, failed) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const match = output.match(/http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/);
      if (match) found(match[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void exited.then((code) => failed(new Error(`The studio ended with ${code} before it said where it is:\n${output}`)));
  });
  return {
    address,
    workspace,
    process: child,
    output: () => output,
    stop: async () => {
      child.kill('SIGINT');
      const code = await exited;
      if (options.workspace === undefined) rmSync(workspace, { recursive: true, force: true });
      return code;
    },
  };
}

/** One question to a studio's API, as a script would ask it. */
export async function askStudio<Answer>(address: string, path: string, body?: unknown): Promise<Answer> {
  const url = new URL(address);
  const headers = { authorization: `Bearer ${url.searchParams.get('token')}`, 'content-type': 'application/json' };
  const response = await fetch(new URL(path, url.origin), { method: body ? 'POST' : 'GET', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path} was refused: ${await response.text()}`);
  return response.json() as Promise<Answer>;
}
