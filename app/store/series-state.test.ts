import { fc, test as property } from '@fast-check/vitest';
import { expect } from 'vitest';
import { addPoint, addPoints, nothing, type SeriesState } from './series-state.ts';

const number = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0));
const point = fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 0, max: 9 }), number);

property.prop([fc.array(point, { maxLength: 12 }), fc.array(point, { maxLength: 12 })])(
  'columns sum up as their points do one by one',
  (before, more) => {
    const [one, many]: SeriesState[] = [1, 1].map((id) => ({ id, key: 'loss', ...nothing, stepOrdered: true, timeOrdered: true }));
    for (const [step, time, value] of before) for (const state of [one, many]) addPoint(state, step, time, value);
    for (const [step, time, value] of more) addPoint(one, step, time, value);
    const column = (place: 0 | 1 | 2) => Float64Array.from(more, (of) => of[place]);
    addPoints(many, { step: column(0), time: column(1), value: column(2) });
    expect(many).toEqual(one);
  },
);
