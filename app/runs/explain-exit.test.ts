import { expect, it } from 'vitest';
import { explainExit } from './explain-exit.ts';

it.each([
  [{ code: null, signal: 'SIGKILL', stderr: '' }, /signal SIGKILL\), most likely for want of memory/],
  [{ code: null, signal: 'SIGABRT', stderr: 'FATAL ERROR: Reached heap limit - JavaScript heap out of memory' }, /ran out of memory/],
  [{ code: null, signal: 'SIGSEGV', stderr: '' }, /signal SIGSEGV/],
  [
    { code: 1, signal: null, stderr: 'node:internal\n  throw\nTypeError: x is not a function\n    at f (a.js:1)\n\nNode.js v24' },
    /exit code 1 \(TypeError: x is not a function\)/,
  ],
  [{ code: 3, signal: null, stderr: '' }, /exit code 3\. /],
  [{ code: 0, signal: null, stderr: '' }, /before its work was done/],
])('%o becomes a sentence', (exit, sentence) => {
  expect(explainExit(exit).sentence).toMatch(sentence);
});

const driver = 'Warning: vkEnumerateInstanceExtensionProperties: no such loader\n';

it('what a killed trainer had printed is no error: a driver warns whenever it starts', () => {
  expect(explainExit({ code: null, signal: 'SIGKILL', stderr: driver }).printed).toEqual({
    level: 'info',
    sentence: `Printed by the trainer before it ended:\n${driver.trim()}`,
  });
  expect(explainExit({ code: 0, signal: null, stderr: driver }).printed?.level).toBe('info');
  expect(explainExit({ code: null, signal: 'SIGKILL', stderr: ' \n' }).printed).toBeNull();
});

it('what names the cause is one', () => {
  const stack = 'TypeError: x is not a function\n    at f (a.js:1)';
  expect(explainExit({ code: 1, signal: null, stderr: driver + stack }).printed).toEqual({ level: 'error', sentence: driver + stack });
  const full = 'FATAL ERROR: Reached heap limit - JavaScript heap out of memory';
  expect(explainExit({ code: null, signal: 'SIGABRT', stderr: full }).printed?.level).toBe('error');
});
