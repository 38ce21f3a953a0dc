/** What went wrong, as a word a program can act on. app/api maps each to one HTTP status; the CLI to one exit code. */
export type ErrorCode =
  | 'invalid' // the request or config makes no sense; `issues` says where
  | 'not-found'
  | 'conflict' // the thing is in a state that does not allow it
  | 'forbidden'
  | 'unavailable' // something this machine lacks: a backend, a browser, a folder
  | 'workspace-locked'
  | 'workspace-newer'
  | 'workspace-away' // its folder or disk is not where it was opened
  | 'damaged' // what was stored is not what is read; `offer` names what is whole
  | 'disk-full'
  | 'failed';

/** One thing wrong with an input: where it stands, what is wrong, what was allowed. */
export interface Issue {
  /** Dotted path of the key, such as `params.lambda`; empty for the whole input. */
  path: string;
  message: string;
  allowed?: string;
  /** Which characters of a text are meant, where the input at `path` is one: from the first to behind the last. */
  at?: { from: number; to: number };
}

/** What can be taken instead: a checkpoint of the same run that was read and found whole; without one (null), the run's start. */
export interface Offer {
  run: string;
  step: number;
  checkpoint: number | null;
}

/** The one error type. Its message is a sentence for a person: what happened, to what, and what to do. */
export class StudioError extends Error {
  readonly code: ErrorCode;
  readonly issues: Issue[];
  readonly offer: Offer | undefined;

  constructor(code: ErrorCode, sentence: string, options: { issues?: Issue[]; offer?: Offer; cause?: unknown } = {}) {
    super(sentence, { cause: options.cause });
    this.name = 'StudioError';
    this.code = code;
    this.issues = options.issues ?? [];
    this.offer = options.offer;
  }
}

/** How an error travels as JSON (application/problem+json). */
export interface Problem {
  code: ErrorCode;
  sentence: string;
  issues: Issue[];
  offer?: Offer;
  /** The cause chain, for the fold-out under the sentence. */
  details?: string;
}

/** Any thrown thing as it travels; what is no StudioError is a `fault` of ours, and the details say where. */
export function problemOf(error: unknown, fault: string): Problem {
  const {
    code,
    message: sentence,
    issues,
    offer,
    cause,
  } = error instanceof StudioError ? error : new StudioError('failed', fault, { cause: error });
  const details = causesOf(cause);
  return { code, sentence, issues, ...(offer === undefined ? {} : { offer }), ...(details === '' ? {} : { details }) };
}

/** What any error says, ours or another's. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What stands behind an error, for a developer: each cause with its stack, at most eight. */
export function causesOf(error: unknown): string {
  const lines: string[] = [];
  for (let cause = error; cause !== undefined && cause !== null && lines.length < 8; cause = cause instanceof Error ? cause.cause : null) {
    lines.push(cause instanceof StudioError ? cause.message : cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
  }
  return lines.join('\ncaused by: ');
}
