const mostNamed = 20;

/** What could not be used: the first few by name with the reason, the rest counted. `what` is their plural. */
export function leftOut(what: string) {
  const sentences: string[] = [];
  return {
    add(name: string, reason: unknown): void {
      sentences.push(`${name} was left out: ${reasonOf(reason)}.`);
    },
    count: () => sentences.length,
    first: (): string | undefined => sentences[0],
    notes: (): string[] =>
      sentences.length > mostNamed
        ? [...sentences.slice(0, mostNamed), `${sentences.length - mostNamed} more ${what} were left out.`]
        : sentences,
  };
}

function reasonOf(reason: unknown): string {
  const text = reason instanceof Error ? reason.message : typeof reason === 'string' ? reason : 'it can’t be read';
  return text.replace(/\.$/, '');
}
