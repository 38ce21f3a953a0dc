import type { Bench } from '../bench.ts';
import { interruptAtRandom, interruptions } from '../interrupting.ts';
import { killAtRandom } from '../killing.ts';

/** `GANYMEDE_KILLS` scales it: so many of kill -9, a quarter of that of each other interruption. */
export const kill: Bench = {
  name: 'kill',
  about:
    'kill -9, SIGHUP, SIGTERM, closed pipes and a full disk at random moments: nothing acknowledged is lost, every run resumes to the same bits',
  async run(print) {
    const kills = Number(process.env.GANYMEDE_KILLS || 200);
    const result = await killAtRandom({ kills, seed: 1, backends: ['wasm', 'wasm', 'wasm', 'cpu'], steps: 1500 });
    const note = (wrongs: string[]) => (wrongs.length === 0 ? undefined : [...new Set(wrongs)].join('; '));
    print({ name: 'kill.trainer', value: result.trainerKills, unit: 'kills' });
    print({ name: 'kill.studio', value: result.studioKills, unit: 'kills' });
    print({ name: 'kill.opened', value: result.opened, unit: 'times', note: 'the workspace opened again' });
    print({ name: 'kill.lost', value: result.lost, unit: 'points', note: 'acknowledged and not there' });
    print({ name: 'kill.checkpoints', value: result.checkpoints, unit: 'files', note: 'read and hashed after kills' });
    print({ name: 'kill.orphans', value: result.orphans, unit: 'trainers', note: 'that outlived their studio' });
    const against = 'runs killed, resumed and brought to their end';
    print({
      name: 'kill.equal',
      value: result.equal,
      unit: 'runs',
      against,
      ratio: result.equal / result.finished,
      note: note(result.wrongs),
    });
    const wrongs: string[] = [];
    for (const how of interruptions) {
      const { interrupted, lost, equal, finished, leftOut, ...told } = await interruptAtRandom(how, {
        times: Math.ceil(kills / 4),
        seed: 2,
        steps: 400,
      });
      const name = `kill.${how.replace(' ', '-')}`;
      wrongs.push(...told.wrongs, ...(lost > 0 ? [`${lost} points lost after ${how}`] : []));
      if (leftOut !== null) {
        print({ name, value: 0, unit: 'times', note: `left out: ${leftOut}` });
        continue;
      }
      print({ name, value: interrupted, unit: 'times', note: `${lost} points lost` });
      print({
        name: `${name}.equal`,
        value: equal,
        unit: 'runs',
        against: 'runs brought to their end',
        ratio: equal / finished,
        note: note(told.wrongs),
      });
    }
    print({ name: 'kill.time', value: result.milliseconds / 1000, unit: 's' });
    if (result.lost + result.orphans + result.wrongs.length + wrongs.length > 0)
      throw new Error('Something acknowledged was lost; see the rows above.');
  },
};
