import { describe, expect, test } from 'vitest';
import type { AskCurves } from '../../shared/api/measurements.ts';
import { type CurveAnswer, CurveDesk } from './curve-desk.ts';

function desk(fail = false) {
  const asked: AskCurves[] = [];
  let send = () => {};
  const fetch = async (ask: AskCurves): Promise<CurveAnswer> => {
    asked.push(ask);
    if (fail) throw new Error('no');
    const empty = new Float64Array(0);
    return { curves: ask.series.map(({ run, key }) => ({ run, key, steps: empty, times: empty, values: empty })), exact: true };
  };
  return {
    asked,
    send: () => send(),
    desk: new CurveDesk(fetch, (work) => {
      send = work;
    }),
  };
}
const all = { axis: 'step' as const, pixels: 640 };

describe('CurveDesk', () => {
  test('what several charts ask in one frame is one request, each series once, each chart its own answer', async () => {
    const { desk: tested, asked, send } = desk();
    const first = tested.ask({ ...all, series: [{ run: 'a', key: 'w1' }] });
    const second = tested.ask({
      ...all,
      series: [
        { run: 'b', key: 'w1' },
        { run: 'a', key: 'w1' },
      ],
    });
    send();
    expect((await first).curves.map(({ run }) => run)).toEqual(['a']);
    expect((await second).curves.map(({ run }) => run)).toEqual(['b', 'a']);
    expect(asked).toHaveLength(1);
    expect(asked[0].series).toHaveLength(2);
  });
  test('other ranges and widths are requests of their own', async () => {
    const { desk: tested, asked, send } = desk();
    const answers = [all, { ...all, from: 5 }, { ...all, pixels: 128 }].map((ask) =>
      tested.ask({ ...ask, series: [{ run: 'a', key: 'w1' }] }),
    );
    send();
    await Promise.all(answers);
    expect(asked).toHaveLength(3);
  });
  test('a refusal reaches everyone who waited, and the next frame starts afresh', async () => {
    const { desk: tested, send } = desk(true);
    const answers = Promise.allSettled([
      tested.ask({ ...all, series: [{ run: 'a', key: 'x' }] }),
      tested.ask({ ...all, series: [{ run: 'b', key: 'x' }] }),
    ]);
    send();
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const again = tested.ask({ ...all, series: [{ run: 'a', key: 'x' }] });
    send();
    await expect(again).rejects.toThrow('no');
  });
});
