/**
 * Rows of comma- or tab-separated values (RFC 4180): a quoted field may hold the separator, line breaks, and quotes written twice; blanks
 * before its quote are none of it. A quote that is never closed, or closed in the midst of a later line, is a letter like others.
 * Empty lines are no rows. `line` counts from 1, where the row begins.
 */
export function readDelimited(text: string, separator: ',' | '\t' | ';' | '|'): { line: number; fields: string[] }[] {
  const rows: { line: number; fields: string[] }[] = [];
  let [fields, field, line, begun] = [[] as string[], '', 1, 1];
  let [isQuoted, wasQuoted] = [false, false];
  /** As all was when the quote opened. */
  let opened = { at: 0, field: '', line: 1 };
  const endRow = () => {
    if (fields.length > 0 || field !== '' || wasQuoted) rows.push({ line: begun, fields: [...fields, field] });
    [fields, field, wasQuoted] = [[], '', false];
  };
  const takeBack = () => {
    [isQuoted, wasQuoted, field, line] = [false, false, `${opened.field}"`, opened.line];
    return opened.at;
  };
  for (let at = 0; at <= text.length; at += 1) {
    const letter = text[at];
    if (letter === undefined) {
      if (!isQuoted) break;
      at = takeBack();
      continue;
    }
    if (letter === '\n') line += 1;
    if (isQuoted) {
      if (letter !== '"') field += letter;
      else if (text[at + 1] === '"') {
        field += letter;
        at += 1;
      } else if (line > opened.line && !endsField(text, at + 1, separator)) at = takeBack();
      else isQuoted = false;
    } else if (letter === '"' && /^ *$/.test(field) && !wasQuoted) {
      opened = { at, field, line };
      [isQuoted, wasQuoted, field] = [true, true, ''];
    } else if (letter === separator) {
      fields.push(field);
      [field, wasQuoted] = ['', false];
    } else if (letter === '\n' || letter === '\r') {
      endRow();
      begun = line;
    } else field += letter;
  }
  endRow();
  return rows;
}

/** Nothing but blanks may stand between a closing quote and the end of its field. */
function endsField(text: string, from: number, separator: string): boolean {
  let at = from;
  while (text[at] === ' ') at += 1;
  const next = text[at];
  return next === undefined || next === separator || next === '\n' || next === '\r';
}
