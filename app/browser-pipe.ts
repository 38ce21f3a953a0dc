import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** A browser without a window, asked through two pipes: nothing has to lie on a disk that both can read (a snap has a /tmp of its own). */
export interface BrowserPipe {
  /** One command of the DevTools protocol. @throws Error with the browser's own words */
  ask<Answer>(method: string, params?: object, session?: string): Promise<Answer>;
  /** Ends the browser, and waits for it. */
  close(): Promise<void>;
}

const wordsKept = 4000;

export function openBrowserPipe(browser: string, options: string[], within: number): BrowserPipe {
  const stdio = ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] as const;
  const child = spawn(browser, ['--headless', '--remote-debugging-pipe', ...options, 'about:blank'], {
    stdio: [...stdio],
    timeout: within,
    killSignal: 'SIGKILL',
  });
  const [, , stderr, to, from] = child.stdio as [null, null, Readable, Writable, Readable];
  const waiting = new Map<number, { answer(value: unknown): void; fail(error: Error): void }>();
  let last = 0;
  let words = '';
  let over: Error | null = null;

  function end(how: string): void {
    over ??= new Error(`${browser} ${how}.${words.trim() === '' ? '' : ` It printed:\n${words.trim()}`}`);
    for (const { fail } of waiting.values()) fail(over);
    waiting.clear();
  }
  stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-wordsKept);
  });
  to.on('error', () => {});
  from.on('error', () => {});
  const gone = new Promise<void>((done) => {
    child.once('error', (error) => {
      end(`could not be started: ${error.message}`);
      done();
    });
    child.once('close', (code, signal) => {
      end(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`);
      done();
    });
  });

  let chunks: Buffer[] = [];
  from.on('data', (chunk: Buffer) => {
    for (let rest = chunk; ; ) {
      const at = rest.indexOf(0);
      chunks.push(at < 0 ? rest : rest.subarray(0, at));
      if (at < 0) return;
      hear(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      chunks = [];
      rest = rest.subarray(at + 1);
    }
  });
  function hear({ id, result, error }: { id?: number; result?: unknown; error?: { message: string } }): void {
    const asked = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || asked === undefined) return;
    waiting.delete(id);
    if (error === undefined) asked.answer(result);
    else asked.fail(new Error(`${browser} answered: ${error.message}`));
  }

  return {
    ask<Answer>(method: string, params: object = {}, session?: string): Promise<Answer> {
      if (over !== null) return Promise.reject(over);
      last += 1;
      const id = last;
      return new Promise<Answer>((answer, fail) => {
        waiting.set(id, { answer: (value) => answer(value as Answer), fail });
        to.write(`${JSON.stringify({ id, method, params, sessionId: session })}\0`);
      });
    },
    async close() {
      if (over === null) to.write(`${JSON.stringify({ id: 0, method: 'Browser.close' })}\0`);
      const late = setTimeout(() => child.kill('SIGKILL'), 5000);
      await gone;
      clearTimeout(late);
    },
  };
}
