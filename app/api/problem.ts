import type { Context } from 'hono';
import { type ErrorCode, problemOf, StudioError } from '../../shared/errors.ts';

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

const fault = 'The studio met a fault of its own while answering. The details say where.';

/** Any thrown thing as application/problem+json. */
export function problemResponse(error: unknown, status?: number): Response {
  const problem = problemOf(error, fault);
  return new Response(JSON.stringify(problem), {
    status: status ?? statuses[problem.code],
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}

export function unknownRoute(context: Context): Response {
  return problemResponse(new StudioError('not-found', `There is no ${context.req.method} ${context.req.path} in this studio.`));
}
