/**
 * Rows of comma- or tab-separated values (RFC 4180): a quoted field may hold the separator, line breaks, and quotes written twice.
 * Empty lines are no rows. `line` counts from 1, where the row begins.
 */
export function readDelimited(text: string, separator: ',' | '\t' | ';' | '|'): { line: number; fields: string[] }[] {
  const rows: { line: number; fields: string[] }[] = [];
  let [fields, field, line, begun] = [[] as string[], '', 1, 1];
  let [isQuoted, wasQuoted] = [false, false];
  const endRow = () => {
    if (fields.length > 0 || field !== '' || wasQuoted) rows.push({ line: begun, fields: [...fields, field] });
    [fields, field, wasQuoted] = [[], '', false];
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '\n') line += 1;
    if (isQuoted) {
      if (letter !== '"') field += letter;
      else if (text[at + 1] === '"') {
        field += letter;
        at += 1;
      } else isQuoted = false;
    } else if (letter === '"' && field === '' && !wasQuoted) [isQuoted, wasQuoted] = [true, true];
    else if (letter === separator) {
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
