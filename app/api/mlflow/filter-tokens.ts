import { invalid } from './ask.ts';

/** `inner` is what stands between the quotes of a text. */
export interface Token {
  kind: 'word' | 'name' | 'number' | 'text' | 'sign' | 'open' | 'close' | 'comma';
  text: string;
  inner: string;
}

const rules: [Token['kind'], RegExp][] = [
  ['number', /-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?![\w.])/iy],
  // A key may be quoted within a name: metrics.`val/acc 1`, params."a b".
  ['name', /[^\s=<>!'"`(),;]+\.(?:`[^`]*`|"[^"]*")|`[^`]*`/y],
  ['text', /'[^']*'|"[^"]*"/y],
  ['sign', /[=<>!]+/y],
  ['open', /\(/y],
  ['close', /\)/y],
  ['comma', /,/y],
  ['word', /[^\s=<>!'"`(),;]+/y],
];

/** @throws MlflowError where something is no word, number, sign or whole text */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at])) {
      at += 1;
      continue;
    }
    const found = rules.flatMap(([kind, rule]) => {
      rule.lastIndex = at;
      const match = rule.exec(text)?.[0];
      return match === undefined ? [] : { kind, text: match, inner: match.slice(1, -1) };
    })[0];
    if (found === undefined) {
      if (text[at] === ';') throw invalid(`Search filter contained multiple expression '${text}'. Provide AND-ed expression list.`);
      throw invalid(`Invalid clause(s) in filter string: '${text.slice(at, at + 40)}' is not understood.`);
    }
    tokens.push(found);
    at += found.text.length;
  }
  return tokens;
}
