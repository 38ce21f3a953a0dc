export type YamlPart = 'key' | 'text' | 'number' | 'word' | 'comment' | 'sign';
export interface YamlMark {
  from: number;
  to: number;
  part: YamlPart;
}

/** What the pieces of one line of a config are, for colours only: the yaml package alone decides what a config means. */
export function yamlMarks(line: string): YamlMark[] {
  const marks: YamlMark[] = [];
  let at = line.length - line.trimStart().length;
  const take = (length: number, part: YamlPart | null) => {
    if (part !== null && length > 0) marks.push({ from: at, to: at + length, part });
    at += length;
  };
  for (const dash = /^-(\s+|$)/; dash.test(line.slice(at)); ) {
    take(1, 'sign');
    take((/^\s*/.exec(line.slice(at)) ?? [''])[0].length, null);
  }
  const key = /^("[^"]*"|'[^']*'|[^\s#'"[\]{},&*!|>%@`-][^#:]*?|-[^\s#:][^#:]*?)(?=\s*:(\s|$))/.exec(line.slice(at));
  if (key) {
    take(key[0].length, 'key');
    take((/^\s*/.exec(line.slice(at)) ?? [''])[0].length, null);
    take(1, 'sign');
  }
  while (at < line.length) {
    const rest = line.slice(at);
    const isWordStart = at === 0 || /[\s[\]{},:]/.test(line[at - 1]);
    const gap = /^\s+/.exec(rest);
    if (gap) take(gap[0].length, null);
    else if (rest[0] === '#' && isWordStart) take(rest.length, 'comment');
    else if (/^[[\]{},]/.test(rest)) take(1, 'sign');
    else {
      const quoted = /^("(\\.|[^"\\])*"?|'(''|[^'])*'?)/.exec(rest);
      const plain = /^[^\s,[\]{}]+/.exec(rest);
      const word = (quoted ?? plain ?? [rest])[0];
      take(word.length, quoted ? 'text' : partOf(word));
    }
  }
  return marks;
}

function partOf(word: string): YamlPart | null {
  if (/^[-+]?(\d[\d_]*\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(word) || /^[-+]?\.inf$|^\.nan$/i.test(word)) return 'number';
  return /^(true|false|null|~)$/i.test(word) ? 'word' : null;
}
