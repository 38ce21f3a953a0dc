import { z } from 'zod';
import type { Schedule } from '../schedule.ts';
import { asha, ashaPlan } from './asha.ts';
import { none, nonePlan } from './none.ts';
import { pbt, pbtPlan } from './pbt.ts';

export const schedulePlan = z.discriminatedUnion('kind', [nonePlan, ashaPlan, pbtPlan]);
export type SchedulePlan = z.output<typeof schedulePlan>;
type Of<Kind> = Extract<SchedulePlan, { kind: Kind }>;

export const schedules: { [Kind in SchedulePlan['kind']]: Schedule<Of<Kind>> } = { none, asha, pbt };

export function scheduleOf({ kind }: SchedulePlan): Schedule<SchedulePlan> {
  return schedules[kind] as Schedule<SchedulePlan>;
}
