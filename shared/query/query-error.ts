import { StudioError } from '../errors.ts';

/** Where something stands in the text of a query: from its first character to behind its last. */
export interface Span {
  from: number;
  to: number;
}

/** A query that can't be read, with the place of the word that is wrong. */
export function queryError(message: string, { from, to }: Span, allowed?: string): StudioError {
  return new StudioError('invalid', message, {
    issues: [{ path: 'query', message, at: { from, to }, ...(allowed === undefined ? {} : { allowed }) }],
  });
}
