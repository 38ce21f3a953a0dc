import type { RunStatus } from '../../shared/run.ts';
import { strings } from '../strings.ts';
import classes from './ui.module.css';

/** One shape a state, so that colour is never the only difference. */
const shapes: Record<RunStatus, { path: string; tone: string; filled: boolean }> = {
  queued: { path: 'M4 7h6M7 4v6', tone: 'var(--ink-faint)', filled: false },
  starting: { path: 'M7 3a4 4 0 1 1-4 4', tone: 'var(--accent)', filled: false },
  running: { path: 'M4.5 3v8l6.5-4z', tone: 'var(--accent)', filled: true },
  paused: { path: 'M4 3h2v8H4zM8 3h2v8H8z', tone: 'var(--warn)', filled: true },
  stopping: { path: 'M3.5 3.5h7v7h-7z', tone: 'var(--ink-soft)', filled: false },
  finished: { path: 'M2.5 7.5l3 3 6-7', tone: 'var(--good)', filled: false },
  stopped: { path: 'M3.5 3.5h7v7h-7z', tone: 'var(--ink-soft)', filled: true },
  failed: { path: 'M3 3l8 8M11 3l-8 8', tone: 'var(--bad)', filled: false },
  interrupted: { path: 'M8 1.5L4 7.5h3.5L6 12.5l5-6.500H7.500z', tone: 'var(--warn)', filled: true },
};

export function StatusGlyph({ status, size = 14 }: { status: RunStatus; size?: number }) {
  const { path, tone, filled } = shapes[status];
  return (
    <svg className={classes.glyph} width={size} height={size} viewBox="0 0 14 14" role="img" aria-label={strings.statuses[status]}>
      <title>{strings.statuses[status]}</title>
      <path
        d={path}
        fill={filled ? tone : 'none'}
        stroke={tone}
        strokeWidth={filled ? 0 : 1.7}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
