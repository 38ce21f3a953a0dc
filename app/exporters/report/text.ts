/** For text and attribute values alike. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Five significant digits, thousands in groups; what is not finite by its name. */
export function number(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+∞' : '−∞';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e15) return whole(value);
  if (size >= 1e6 || size < 1e-4) return minus(value.toExponential(3));
  return minus(String(Number(value.toPrecision(5))));
}

/** Groups of three with a thin space from five digits on. */
export function whole(value: number): string {
  const digits = String(Math.abs(value));
  return (value < 0 ? '−' : '') + (digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, '\u2009'));
}

export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

export function moment(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

export function table(head: string[], rows: string[][], kind = ''): string {
  const cells = (row: string[], tag: 'td' | 'th') => row.map((cell) => `<${tag}>${cell}</${tag}>`).join('');
  const body = rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('');
  return `<div class="scroll"><table class="${kind}"><thead><tr>${cells(head, 'th')}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function minus(text: string): string {
  return text.replace(/^-/, '−').replace(/e-/, 'e−').replace('e+', 'e');
}
