import type { Bench } from '../bench.ts';
import { killAtRandom } from '../killing.ts';

/** `GANYMEDE_KILLS` scales it. */
export const kill: Bench = {
  name: 'kill',
  about: 'kill -9 of trainer or studio at random moments: nothing acknowledged is lost, every run resumes to the same bits',
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
    print({ name: 'kill.time', value: result.milliseconds / 1000, unit: 's' });
    if (result.lost + result.orphans + result.wrongs.length > 0) throw new Error('Something acknowledged was lost; see the rows above.');
  },
};
