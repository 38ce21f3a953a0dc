import { isMap, isNode, isScalar, parseDocument, stringify } from 'yaml';

export type ScheduleText = Record<string, unknown> & { kind: string };

/** What a plan says of its schedule; null where it is no plan at all. */
export function scheduleIn(plan: string): ScheduleText | null {
  return read(plan)?.schedule ?? null;
}

/** The same plan with keys of its schedule changed, or without any; all else stays as it was written. */
export function withSchedule(plan: string, change: Record<string, string | number> | null): string {
  const found = read(plan);
  if (found === null) return plan;
  const text = change === null ? '' : stringify({ schedule: { ...found.schedule, ...change } });
  const before = plan.slice(0, found.from);
  return `${before}${before === '' || before.endsWith('\n') || text === '' ? '' : '\n'}${text}${plan.slice(found.to)}`;
}

function read(plan: string): { schedule: ScheduleText; from: number; to: number } | null {
  const document = parseDocument(plan, { logLevel: 'silent' });
  if (document.errors.length > 0 || !isMap(document.contents)) return null;
  const pair = document.contents.items.find(({ key }) => isScalar(key) && key.value === 'schedule');
  if (pair === undefined) return { schedule: { kind: 'none' }, from: plan.length, to: plan.length };
  const key = isNode(pair.key) ? pair.key.range : null;
  const value = isNode(pair.value) ? pair.value.range : null;
  const { schedule } = document.toJS() as { schedule: unknown };
  const known = typeof schedule === 'object' && schedule !== null ? schedule : {};
  return { schedule: { kind: 'none', ...known }, from: key?.[0] ?? plan.length, to: value?.[2] ?? key?.[2] ?? plan.length };
}
