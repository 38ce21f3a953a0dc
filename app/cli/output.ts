import { shownPlainly } from '../../shared/run-name.ts';
import { numberReplacer } from '../../shared/number-json.ts';
import type { Issue, Problem } from '../../shared/errors.ts';

/** Two readers: a person (text on stdout, progress on stderr) or a program (one JSON object a line on stdout). */
export interface Output {
  readonly json: boolean;
  /** Something that happened on the way; only programs read it. */
  event(event: { type: string; [key: string]: unknown }): void;
  /** The result: an object for programs, text for people. The last thing said. */
  result(value: Record<string, unknown>, text: string): void;
  problem(problem: Problem): void;
  /** A sentence on stderr, for people. */
  say(sentence: string): void;
  /** One line on stderr that is written over by the next; empty takes it away. Nothing where stderr is no terminal. */
  progress(line: string): void;
}

export interface Streams {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown; isTTY?: boolean; columns?: number };
}

/**
 * Output that nobody reads any more (`| head`, a closed terminal) or that a full disk does not take ends no work: it is given up. Only
 * the full disk is said, where that can still be read.
 */
export function outliveReaders({ stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'>): void {
  stderr.on('error', () => {});
  stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    const isReaderGone = code === 'EPIPE' || code === 'EIO' || code === 'ERR_STREAM_DESTROYED';
    if (!isReaderGone) stderr.write(`Standard output is given up; the work goes on without it: ${message}.\n`);
  });
}

export function openOutput(json: boolean, { stdout, stderr }: Streams): Output {
  let shown = false;
  const clear = () => {
    if (shown) stderr.write('\r\u001b[2K');
    shown = false;
  };
  const line = (value: unknown) => {
    stdout.write(`${JSON.stringify(value, numberReplacer)}\n`);
  };
  const say = (sentence: string) => {
    clear();
    stderr.write(`${shownPlainly(sentence, '\n\t')}\n`);
  };

  return {
    json,
    event: (event) => {
      if (json) line(event);
    },
    result: (value, text) => {
      clear();
      if (json) line({ type: 'result', ok: true, ...value });
      else if (text !== '') stdout.write(`${shownPlainly(text, '\n\t').replace(/\n$/, '')}\n`);
    },
    problem: (problem) => {
      if (json) line({ type: 'result', ok: false, ...problem });
      else say([problem.sentence, ...problem.issues.map(issueLine), ...detailsOf(problem)].join('\n'));
    },
    say: (sentence) => {
      if (!json) say(sentence);
    },
    progress: (text) => {
      if (json || stderr.isTTY !== true) return;
      clear();
      if (text === '') return;
      stderr.write(shownPlainly(text).slice(0, (stderr.columns ?? 80) - 1));
      shown = true;
    },
  };
}

/** For a person only where the sentence alone does not say what to do. */
function detailsOf({ code, details }: Problem): string[] {
  return details !== undefined && ['failed', 'damaged', 'unavailable'].includes(code) ? [details] : [];
}

function issueLine({ path, message, allowed }: Issue): string {
  const tail = allowed === undefined || message.includes(allowed) ? '' : ` (allowed: ${allowed})`;
  return `  ${path === '' ? '' : `${path}: `}${message}${tail}`;
}

/** Columns side by side; numbers are given as text already. */
export function table(head: string[], given: string[][]): string {
  const rows = given.map((row) => row.map((cell) => shownPlainly(cell)));
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at].length)));
  const lines = [head, ...rows].map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at]))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** Four significant digits, NaN and infinities as they are. */
export function shortNumber(value: number | null): string {
  if (value === null) return '–';
  if (!Number.isFinite(value) || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(4)));
}
