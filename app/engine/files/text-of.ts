/** A text in whatever way it is written; `guessed` counts the lines that are not what their file says to be. */
export interface Text {
  text: string;
  guessed: number;
}

/**
 * UTF-8, or UTF-16 where the first bytes say so or every other byte is zero. A line that is no UTF-8 is read as Windows-1252, which
 * spreadsheets write in western Europe.
 */
export function textOf(bytes: Uint8Array): Text {
  const wide = wideOrder(bytes);
  if (wide !== null) return { text: new TextDecoder(wide).decode(bytes), guessed: 0 };
  const whole = utf8(bytes);
  if (whole !== null) return { text: whole, guessed: 0 };
  let guessed = 0;
  const lines = linesOf(bytes).map((line) => {
    const text = utf8(line);
    if (text === null) guessed += 1;
    return text ?? new TextDecoder('windows-1252').decode(line);
  });
  return { text: lines.join(''), guessed };
}

export function guessedNote({ guessed }: Text, path: string): string[] {
  if (guessed === 0) return [];
  return [
    `${guessed === 1 ? 'One line' : `${guessed} lines`} of ${path} ${guessed === 1 ? 'is' : 'are'} no UTF-8 and read as Windows-1252.`,
  ];
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const looked = 400;

function wideOrder(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const end = Math.min(looked, bytes.length - (bytes.length % 2));
  for (let at = 0; at < end; at += 1) if (bytes[at] === 0) zeros[at % 2] += 1;
  const most = end / 4;
  if (end >= 8 && zeros[1] > most && zeros[0] === 0) return 'utf-16le';
  if (end >= 8 && zeros[0] > most && zeros[1] === 0) return 'utf-16be';
  return null;
}

/** Each with its line break. */
function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start);
    const next = end < 0 ? bytes.length : end + 1;
    lines.push(bytes.subarray(start, next));
    start = next;
  }
  return lines;
}
