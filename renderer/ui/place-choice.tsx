import { NativeSelect } from '@mantine/core';
import type { Placement } from '../../shared/placement.ts';
import { useSettings } from '../queries.ts';

const here = 'here';

/** On this machine, or as a job by one of the profiles of the settings; nothing where there is no choice. */
export function PlaceChoice({ profile, onProfile }: { profile: string | null; onProfile: (profile: string | null) => void }) {
  const profiles = useSettings().data?.profiles ?? [];
  if (profiles.length === 0) return null;
  return (
    <NativeSelect
      aria-label="Where it trains"
      value={profile === null ? here : `slurm:${profile}`}
      data={[
        { value: here, label: 'on this machine' },
        ...profiles.map(({ name }) => ({ value: `slurm:${name}`, label: `in Slurm: ${name}` })),
      ]}
      onChange={({ currentTarget: { value } }) => onProfile(value === here ? null : value.slice('slurm:'.length))}
    />
  );
}

export function placementBy(profile: string | null): Placement | undefined {
  return profile === null ? undefined : { executor: 'slurm', profile };
}
