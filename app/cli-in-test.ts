import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const program = resolve(import.meta.dirname, 'cli.ts');

/** What a program reads: a test reads what it expects to be there. */
type Line = ReturnType<typeof JSON.parse>;

/** The command line as a program of its own, started in a folder, with a workspace under it. */
export function openCli(folder: string) {
  function launch(args: string[]): ChildProcessWithoutNullStreams {
    const env = { ...process.env, GANYMEDE_WORKSPACE: join(folder, 'workspace') };
    const child = spawn(process.execPath, [program, ...args], { env, cwd: folder, detached: true });
    child.stdin.end();
    return child;
  }

  return {
    /** Lets it run beside the test; `lines` come as it writes them. */
    start(...args: string[]): { child: ChildProcessWithoutNullStreams; lines: AsyncGenerator<Line>; code: Promise<number | null> } {
      const child = launch(args);
      const code = new Promise<number | null>((done) => child.once('close', done));
      async function* lines(): AsyncGenerator<Line> {
        for await (const line of createInterface(child.stdout)) yield JSON.parse(line);
      }
      return { child, lines: lines(), code };
    },
    /** Runs it to its end. */
    async ganymede(...args: string[]) {
      const child = launch(args);
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      const code = await new Promise<number | null>((done) => child.once('close', done));
      const lines = args.includes('--json')
        ? stdout
            .split('\n')
            .filter((line) => line !== '')
            .map((line): Line => JSON.parse(line))
        : [];
      return { code, stdout, stderr, lines, result: lines.at(-1) };
    },
  };
}
