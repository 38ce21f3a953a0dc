import { type ErrorCode, problemOf, StudioError } from '../../../shared/errors.ts';
import { numberReplacer } from '../../../shared/number-json.ts';

/** A refusal with a code of MLflow's own where the studio's word alone does not tell which. */
export class MlflowError extends StudioError {
  readonly errorCode: string;

  constructor(errorCode: string, sentence: string) {
    super(errorCode === 'RESOURCE_DOES_NOT_EXIST' ? 'not-found' : 'invalid', sentence);
    this.errorCode = errorCode;
  }
}

/** MLflow's codes and statuses; its client tries again after 429 and 500 to 504, so those are for what may pass. */
const answers: Record<ErrorCode, [status: number, code: string]> = {
  invalid: [400, 'INVALID_PARAMETER_VALUE'],
  'not-found': [404, 'RESOURCE_DOES_NOT_EXIST'],
  conflict: [400, 'RESOURCE_ALREADY_EXISTS'],
  forbidden: [403, 'PERMISSION_DENIED'],
  unavailable: [503, 'TEMPORARILY_UNAVAILABLE'],
  'workspace-locked': [503, 'TEMPORARILY_UNAVAILABLE'],
  'workspace-newer': [400, 'INVALID_STATE'],
  'workspace-away': [503, 'TEMPORARILY_UNAVAILABLE'],
  damaged: [507, 'DATA_LOSS'],
  'disk-full': [507, 'RESOURCE_EXHAUSTED'],
  failed: [500, 'INTERNAL_ERROR'],
};

const fault = 'The studio met a fault of its own while answering.';

export function errorAnswer(error: unknown): Response {
  const { code, sentence } = problemOf(error, fault);
  const [status, errorCode] = answers[code];
  const own = error instanceof MlflowError ? error.errorCode : errorCode;
  return answer({ error_code: own, message: sentence }, own === 'UNAUTHENTICATED' ? 401 : status);
}

/** JSON in which NaN and ±Infinity are the strings that MLflow has for them; what is undefined is left out. */
export function answer(value: object, status = 200): Response {
  return new Response(JSON.stringify(value, numberReplacer), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
}

/** As MLflow's own server: its client tells an unknown route by an answer that is no JSON. */
export function plainAnswer(status: number, text: string, type = 'text/html; charset=utf-8'): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  });
}

/** A list where it holds something: a message of theirs leaves empty ones out. */
export function unlessEmpty<Item>(items: Item[]): Item[] | undefined {
  return items.length === 0 ? undefined : items;
}
