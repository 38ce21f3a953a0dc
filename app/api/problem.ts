import type { Context } from 'hono';
import { causesOf, StudioError, type ErrorCode, type Problem } from '../../shared/errors.ts';

/** The one place where a code becomes an HTTP status. */
const statuses: Record<ErrorCode, number> = {
  invalid: 422,
  'not-found': 404,
  conflict: 409,
  forbidden: 403,
  unavailable: 503,
  'workspace-locked': 423,
  'workspace-newer': 409,
  'workspace-away': 503,
  damaged: 500,
  'disk-full': 507,
  failed: 500,
};

/** Any thrown thing as application/problem+json. What is no StudioError is a fault of ours, and says so. */
export function problemResponse(error: unknown, status?: number): Response {
  const problem = toProblem(error);
  return new Response(JSON.stringify(problem), {
    status: status ?? statuses[problem.code],
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}

export function unknownRoute(context: Context): Response {
  return problemResponse(new StudioError('not-found', `There is no ${context.req.method} ${context.req.path} in this studio.`));
}

function toProblem(error: unknown): Problem {
  if (error instanceof StudioError) {
    const details = causesOf(error.cause);
    const { code, message: sentence, issues, offer } = error;
    return { code, sentence, issues, ...(offer === undefined ? {} : { offer }), ...(details === '' ? {} : { details }) };
  }
  return {
    code: 'failed',
    sentence: 'The studio met a fault of its own while answering. The details say where.',
    issues: [],
    details: causesOf(error),
  };
}
