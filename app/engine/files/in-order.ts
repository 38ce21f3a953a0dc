import { StudioError } from '../../../shared/errors.ts';

/** What became of one item: what was made of it, or why nothing was. */
export type Outcome<Item, Made> = { item: Item; made: Made } | { item: Item; cause: unknown };

/**
 * Makes something of every item, `most` under way at once, and hands it on in the items' order.
 * @throws StudioError 'conflict' where isStopped says so; 'unavailable' as it is, since the next item would fare no better
 */
export async function* inOrder<Item, Made>(
  items: Item[],
  make: (item: Item) => Promise<Made>,
  { most, isStopped = async () => false }: { most: number; isStopped?: () => Promise<boolean> },
): AsyncGenerator<Outcome<Item, Made>> {
  const underWay: Promise<Outcome<Item, Made>>[] = [];
  for (const item of items) {
    if (underWay.length >= most) yield await known(underWay.shift()!);
    if (await isStopped()) throw new StudioError('conflict', 'The reading of the data was stopped.');
    underWay.push(outcome(item, make));
  }
  for (const last of underWay) yield await known(last);
}

async function outcome<Item, Made>(item: Item, make: (item: Item) => Promise<Made>): Promise<Outcome<Item, Made>> {
  try {
    return { item, made: await make(item) };
  } catch (cause) {
    return { item, cause };
  }
}

async function known<Item, Made>(promise: Promise<Outcome<Item, Made>>): Promise<Outcome<Item, Made>> {
  const result = await promise;
  if ('cause' in result && result.cause instanceof StudioError && result.cause.code === 'unavailable') throw result.cause;
  return result;
}
