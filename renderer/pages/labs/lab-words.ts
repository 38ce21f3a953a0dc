/** How a control's state stands in the address: one key a field, only what differs from the usual. */
export interface Field<T> {
  usual: T;
  /** Null where the text is none of ours. */
  read(text: string): T | null;
  write(value: T): string;
}
export type Fields = Record<string, { usual: unknown; read(text: string): unknown; write(value: never): string }>;
export type StateOf<F extends Fields> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never };

export function numberField(usual: number, low: number, high: number, digits = 3): Field<number> {
  return {
    usual,
    read: (text) => readNumber(text, low, high),
    write: (value) => String(Number(value.toFixed(digits))),
  };
}
export function wholeField(usual: number, low: number, high: number): Field<number> {
  return { ...numberField(usual, low, high, 0), read: (text) => (/^-?\d+$/.test(text) ? readNumber(text, low, high) : null) };
}
/** A number that is kept to so many significant digits, for logarithmic sliders. */
export function scaleField(usual: number, low: number, high: number): Field<number> {
  return { usual, read: (text) => readNumber(text, low, high), write: (value) => String(Number(value.toPrecision(4))) };
}
export function choiceField<T extends string>(usual: T, choices: readonly T[]): Field<T> {
  return { usual, read: (text) => choices.find((choice) => choice === text) ?? null, write: (value) => value };
}
/** Exactly as many numbers as the usual has. */
export function numbersField(usual: readonly number[], low: number, high: number, digits = 2): Field<readonly number[]> {
  return {
    usual,
    read: (text) => {
      const values = text.split(',').map((part) => readNumber(part, low, high));
      return values.length === usual.length && values.every((value) => value !== null) ? values : null;
    },
    write: (values) => values.map((value) => String(Number(value.toFixed(digits)))).join(','),
  };
}

export function readState<F extends Fields>(fields: F, search: URLSearchParams): StateOf<F> {
  const entries = Object.entries(fields).map(([key, field]) => {
    const text = search.get(key);
    return [key, (text === null ? null : field.read(text)) ?? field.usual];
  });
  return Object.fromEntries(entries) as StateOf<F>;
}
export function writeState<F extends Fields>(fields: F, state: StateOf<F>): string {
  return Object.entries(fields)
    .flatMap(([key, field]) => {
      const text = field.write(state[key] as never);
      return text === field.write(field.usual as never) ? [] : [`${key}=${text}`];
    })
    .join('&');
}

function readNumber(text: string, low: number, high: number): number | null {
  const value = Number(text);
  return text.trim() !== '' && value >= low && value <= high ? value : null;
}
