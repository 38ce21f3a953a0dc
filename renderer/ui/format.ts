import { formatNumber } from '../charts/number-format.ts';

/** How sizes, times and speeds are written; plain numbers are in charts/number-format.ts. */

export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size < 10 && unit > 0 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

/** Milliseconds as the two largest units: 2 h 05 min, 3 min 20 s, 41 ms. */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return '—';
  if (milliseconds < 1) return '< 1 ms';
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
  const days = minutes / 1440;
  if (days < 100) return `${Math.floor(days)} d ${two(Math.floor((minutes % 1440) / 60))} h`;
  return days < 730 ? `${Math.round(days)} d` : `${formatNumber(days / 365.25, 2)} years`;
}
function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** How long ago, in one unit: 5 s, 12 min, 3 h, 2 d. */
export function formatAge(from: number, now: number): string {
  const seconds = Math.max(0, (now - from) / 1000);
  if (seconds < 5) return 'now';
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** The same in a sentence: now, 5 s ago. */
export function formatAgo(from: number, now: number): string {
  const age = formatAge(from, now);
  return age === 'now' ? age : `${age} ago`;
}

export function formatMoment(time: number): string {
  return new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** Milliseconds for one step, or steps a second when that reads better. */
export function formatSpeed(stepsPerSecond: number | null): string {
  if (stepsPerSecond === null || stepsPerSecond <= 0) return '—';
  return stepsPerSecond >= 50 ? `${formatNumber(stepsPerSecond, 3)} steps/s` : `${formatNumber(1000 / stepsPerSecond, 3)} ms/step`;
}
