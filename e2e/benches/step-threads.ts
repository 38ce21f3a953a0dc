import type { Bench } from '../bench.ts';
import { critics } from '../critic-step.ts';
import { median } from '../median.ts';
import { openThreadedSteps, openTorchSteps, seconds, type Steps, type StepTime } from '../steps-apart.ts';

const threads = 2;
const rounds = 9;
const steps = 6;

/** Wall time on two threads, where two cores are idle; CPU time says what the sharing costs. */
export const stepThreads: Bench = {
  name: 'step.conv28.wasm',
  about: `${critics.conv28.about}; wall time on ${threads} threads`,
  async run(print) {
    const torch = await openTorchSteps('conv28', threads);
    const wasm = await openThreadedSteps('conv28', threads);
    const alone = await openThreadedSteps('conv28', 1);
    const opened = { wasm, alone, ...(torch === null ? {} : { torch }) };
    const times: Record<string, StepTime[]> = { wasm: [], alone: [], torch: [] };
    // The first round records, compiles and warms up.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, own] of Object.entries<Steps>(opened)) {
        const time = await own.run(steps);
        if (round > 0) times[name].push(time);
      }
    }
    for (const own of Object.values<Steps>(opened)) own.close();
    const ratioTo = (other: StepTime[]) => median(times.wasm.map(({ wall }, at) => wall / other[at].wall));
    const value = median(times.wasm.map(({ wall }) => wall));
    const said = `median of ${rounds} rounds of ${steps}; CPU ${seconds(times.wasm, 'cpu')}; ${wasm.version}`;
    if (torch !== null) {
      const note = `the same step there ${seconds(times.torch, 'wall')}, CPU ${seconds(times.torch, 'cpu')}; ${said}`;
      print({
        name: 'step.conv28.wasm',
        value,
        unit: 's',
        against: `PyTorch ${torch.version} eager, ${threads} threads`,
        ratio: ratioTo(times.torch),
        note,
      });
    }
    const note = `there ${seconds(times.alone, 'wall')}, CPU ${seconds(times.alone, 'cpu')}; ${said}`;
    print({ name: 'step.conv28.wasm', value, unit: 's', against: 'the same step on one thread', ratio: ratioTo(times.alone), note });
  },
};
