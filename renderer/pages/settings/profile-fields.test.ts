import { expect, it } from 'vitest';
import { readProfile, typedProfile } from './profile-fields.ts';

const typed = (changes: object) => ({ ...typedProfile({}), name: 'gpu', ...changes });

it('stores a profile as it was typed, and shows it again', () => {
  const read = readProfile(
    typed({ time: '4h', cpus: '8', gpus: '1', flags: '--constraint=avx2\n\n--exclusive', setup: 'module load cuda' }),
    [],
  );
  const stored = { name: 'gpu', time: '4h', cpus: 8, gpus: 1, flags: ['--constraint=avx2', '--exclusive'], setup: ['module load cuda'] };
  expect(read).toEqual({ profile: stored });
  expect(typedProfile({ ...stored, gpus: 'a100:2' })).toMatchObject({
    cpus: '8',
    gpus: 'a100:2',
    flags: '--constraint=avx2\n--exclusive',
    qos: '',
  });
});

it('says what is wrong with each field', () => {
  const read = readProfile(typed({ name: '', time: 'soon', cpus: 'many', flags: 'constraint' }), []);
  expect('issues' in read && [...read.issues.keys()].sort()).toEqual(['cpus', 'flags', 'name', 'time']);
  expect('issues' in read && read.issues.get('time')).toMatch(/It takes such as 4h|4h/);
  expect(readProfile(typed({}), ['gpu'])).toEqual({ issues: new Map([['name', 'There is a profile of this name.']]) });
});
