import type { Mark } from '../../../shared/schedule-standing.ts';

/** A mark as a sign and in words. */
export const markWords: Record<Mark['as'], { sign: string; said: string }> = {
  on: { sign: '→', said: 'went on' },
  next: { sign: '…', said: 'goes on as soon as a place is free' },
  rests: { sign: '', said: 'rests here' },
  end: { sign: '✓', said: 'trained to the end' },
  lost: { sign: '✕', said: 'lost: it failed, or its value is not finite' },
  replaced: { sign: '✕', said: 'replaced by a fork of another' },
};
