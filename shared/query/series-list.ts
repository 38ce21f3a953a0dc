/** Keys of series with commas between; one with a comma of its own, or that begins with a quote, stands in quotes. */
export function writeSeriesList(keys: readonly string[]): string {
  return keys.map((key) => (key.includes(',') || key.startsWith('"') ? JSON.stringify(key) : key)).join(',');
}

export function readSeriesList(text: string): string[] {
  return [...text.matchAll(/"(?:\\.|[^"\\])*"(?=\s*(?:,|$))|[^,]+/gs)].flatMap(([piece]) => {
    const key = unquoted(piece);
    return key === '' ? [] : [key];
  });
}

function unquoted(piece: string): string {
  if (!piece.startsWith('"')) return piece;
  try {
    return String(JSON.parse(piece));
  } catch {
    return piece;
  }
}
