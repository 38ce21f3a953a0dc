import { expect, it } from 'vitest';
import { Gathered } from '../reading/gathered.ts';
import { told } from '../reading/read-in-test.ts';
import { RowReader, type RowState } from './row.ts';

const begun: RowState = { keys: [], summary: {}, highest: null, nextStep: 0, lastTime: 0, end: 'open' };

it('what it exited with, and what was set by hand under any name, is known after a restart in between', () => {
  const first = new RowReader(begun, new Gathered());
  const path = ['__proto__'];
  first.take({ kind: 'summary', update: [{ path, value: 0.5 }] }, '');
  first.take({ kind: 'exit', code: 3 }, '');
  const gathered = new Gathered();
  new RowReader(JSON.parse(JSON.stringify(first.state())), gathered).endFile();
  const { facts, points } = told([...gathered.take()]);
  expect(facts).toEqual({ status: 'failed', sentence: 'It ended with exit code 3.' });
  expect([...points.keys()]).toEqual(['__proto__']);
});
