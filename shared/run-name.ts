import { z } from 'zod';

/** What moves the cursor, breaks a line or turns the writing around; a terminal would obey it. */
const unseen = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** What a person calls a run. */
export const runName = z
  .string()
  .max(200)
  .refine((name) => visible.test(name), 'It has no letter that can be seen.')
  .refine((name) => !unseen.test(name), 'It has a line break or another control character.');

/** Text of anybody’s for a terminal: what it would obey is shown as an escape. */
export function shownPlainly(text: string, kept = ''): string {
  return text.replace(new RegExp(unseen, 'gu'), (letter) =>
    kept.includes(letter) ? letter : `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
