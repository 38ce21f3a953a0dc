import { expect, test } from 'vitest';
import { scheduleIn, withSchedule } from './schedule-text.ts';

const plan = `name: Rates # of the critic
base: { recipe: wgan, steps: 900 }
vary:
  params.criticRate: { values: [0.1, 1] }
`;

test('a schedule is written into a plan and taken out again, and all else stays as it was written', () => {
  expect(scheduleIn(plan)).toEqual({ kind: 'none' });
  const halved = withSchedule(plan, { kind: 'asha', metric: 'w1', min: 100 });
  expect(halved).toBe(`${plan}schedule:\n  kind: asha\n  metric: w1\n  min: 100\n`);
  expect(scheduleIn(halved)).toEqual({ kind: 'asha', metric: 'w1', min: 100 });
  expect(withSchedule(halved, { min: 50 })).toBe(halved.replace('100', '50'));
  expect(withSchedule(halved, null)).toBe(plan);
  const first = `schedule: { kind: asha }\n${plan}`;
  expect(withSchedule(first, { min: 2 })).toBe(`schedule:\n  kind: asha\n  min: 2\n${plan}`);
  expect(withSchedule(first, null)).toBe(plan);
  expect(withSchedule(plan.trimEnd(), { kind: 'asha' })).toBe(`${plan}schedule:\n  kind: asha\n`);
});

test('what is no plan is left alone', () => {
  for (const text of ['', '- a', 'a: [', 'x']) {
    expect(scheduleIn(text)).toBeNull();
    expect(withSchedule(text, { kind: 'asha' })).toBe(text);
  }
});
