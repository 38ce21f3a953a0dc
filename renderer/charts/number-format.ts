const narrowSpace = '\u202f';
const minus = '\u2212';

/** A value with `digits` significant digits, digits grouped by narrow spaces; very large and very small ones as 1.2e−5. */
export function formatNumber(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : `${minus}Inf`;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e7) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
    const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
    return withMinus(`${short}e${exponent.replace('+', '')}`);
  }
  const rounded = size >= 10 ** digits ? Math.round(value).toString() : Number(value.toPrecision(digits)).toString();
  return withMinus(group(rounded));
}

/** Every digit that tells the number from its neighbours: for hover, copy and tables. */
export function formatExact(value: number): string {
  if (!Number.isFinite(value)) return formatNumber(value);
  return withMinus(String(value));
}

export function formatStep(step: number): string {
  return group(String(Math.round(step)));
}

export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return formatNumber(share);
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  return `${percent >= 99.95 || percent < 10 ? Number(percent.toFixed(1)) : Math.round(percent)} %`;
}

/** Seconds as 4.2 s, 3 min 5 s, 2 h 10 min. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  const sign = seconds < 0 ? minus : '';
  if (whole < 60) return `${sign}${Math.abs(seconds) < 10 ? Number(Math.abs(seconds).toFixed(1)) : whole} s`;
  if (whole < 3600) return `${sign}${Math.floor(whole / 60)} min${whole % 60 === 0 ? '' : ` ${whole % 60} s`}`;
  const minutes = Math.round(whole / 60);
  return `${sign}${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
}

function group(digits: string): string {
  const [whole, rest] = digits.split('.');
  const bare = whole.replace('-', '');
  const grouped = bare.length > 4 ? bare.replace(/\B(?=(\d{3})+$)/g, narrowSpace) : bare;
  return `${whole.startsWith('-') ? '-' : ''}${grouped}${rest === undefined ? '' : `.${rest}`}`;
}
function withMinus(text: string): string {
  return text.replaceAll('-', minus);
}
