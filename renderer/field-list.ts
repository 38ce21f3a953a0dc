import { StudioError } from '../shared/errors.ts';
import { fieldListOf, fieldNamed } from '../shared/query/sorting.ts';
import { writeField } from '../shared/query/write.ts';

/** The fields of a list, each as the query language writes it; none where it is no such list. */
export function readFields(text: string): string[] {
  return quietly(() => fieldListOf(text)).map(writeField);
}

/** As people read it: a param by its key alone. */
export function fieldWords(field: string): string {
  const named = fieldNamed(field);
  return named?.kind === 'value' ? named.key.replace(/^(dataset\.)?params\./, '') : field;
}

/** An address may say anything. */
export function quietly<Item>(work: () => Item[]): Item[] {
  try {
    return work();
  } catch (error) {
    if (error instanceof StudioError) return [];
    throw error;
  }
}
