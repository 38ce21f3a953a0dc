import type { Page, SearchRuns } from '../../store/tracked.ts';
import { answer, unlessEmpty } from './answer.ts';
import { type Ask, invalid } from './ask.ts';

const views: Record<string, SearchRuns['view']> = {
  ...{ ACTIVE_ONLY: 'active', DELETED_ONLY: 'deleted', ALL: 'all', '1': 'active', '2': 'deleted', '3': 'all' },
};

/** What is no view is the usual one, as MLflow has it. */
export function viewOf(value: unknown): SearchRuns['view'] {
  const name = String(value ?? '');
  return Object.hasOwn(views, name) ? views[name] : 'active';
}

export function limitOf(ask: Ask, usual: number, most: number): number {
  const limit = ask.whole('max_results') ?? usual;
  if (limit > most) throw invalid(`Invalid value ${limit} for parameter 'max_results' supplied. It must be at most ${most}.`);
  if (limit < 1) throw invalid(`Invalid value ${limit} for parameter 'max_results' supplied. It must be a positive integer`);
  return limit;
}

/** Where the page of a token begins. */
export function offsetOf(ask: Ask): number {
  const token = ask.text('page_token');
  if (token === '') return 0;
  try {
    const { offset } = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
    if (Number.isInteger(offset) && offset >= 0) return offset;
  } catch {
    // Said below, as of any other token that is none.
  }
  throw invalid('Invalid page token: give the next_page_token of the answer before, as it is.');
}

/** A page that begins at `offset`, under its name, with the token of the one behind it. */
export function pageAnswer<Item>(name: string, { items, hasMore }: Page<Item>, shape: (item: Item) => object, offset: number): Response {
  const token = hasMore ? Buffer.from(JSON.stringify({ offset: offset + items.length })).toString('base64') : undefined;
  return answer({ [name]: unlessEmpty(items.map(shape)), next_page_token: token });
}
