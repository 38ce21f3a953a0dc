import { StudioError } from '../../shared/errors.ts';

/** @throws StudioError 'invalid' that lists the names there are, for the form at `path` */
export function findNamed<Member extends { name: string }>(members: readonly Member[], noun: string, name: string, path: string): Member {
  const found = members.find((member) => member.name === name);
  if (found !== undefined) return found;
  const names = members.map((member) => member.name).join(', ');
  throw new StudioError('invalid', `There is no ${noun} named ${name}. There are: ${names}.`, {
    issues: [{ path, message: `no ${noun} is named ${name}`, allowed: names }],
  });
}
