import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Profile } from '../../../shared/placement.ts';
import { patchSettings } from '../../api-client.ts';
import { queryClient, useSettings } from '../../queries.ts';
import { attempt, offerUndo } from '../../ui/undo.tsx';
import { ProfileForm } from './profile-form.tsx';
import classes from './settings.module.css';

/** By which runs are handed to a cluster's queue; with the first one, New run and Sweeps offer the choice. */
export function Profiles() {
  const { data } = useSettings();
  const [open, setOpen] = useState<string | 'new' | null>(null);
  if (!data) return null;
  const { profiles } = data;
  const keep = async (next: Profile[]) => queryClient.setQueryData(['settings'], await patchSettings({ profiles: next }));
  const save = (next: Profile[], said: string) =>
    attempt(async () => {
      await keep(next);
      setOpen(null);
      offerUndo(said, () => keep(profiles));
    });
  const others = (name: string | null) => profiles.map((one) => one.name).filter((one) => one !== name);
  return (
    <section aria-labelledby="settings-profiles">
      <h2 id="settings-profiles">Slurm</h2>
      <p className="soft">
        {profiles.length === 0
          ? 'Where sbatch is on this machine, runs can train as jobs of the cluster. A profile says what a job asks for; with the first one, New run and Sweeps offer the choice.'
          : 'What jobs ask for. The first one is meant where none is named.'}
      </p>
      {profiles.map((profile, at) => (
        <div key={profile.name}>
          <div className={`row ${classes.profile}`}>
            <strong>{profile.name}</strong>
            <span className="soft fill">{told(profile)}</span>
            <Button aria-label={`Edit the profile ${profile.name}`} onClick={() => setOpen(open === profile.name ? null : profile.name)}>
              Edit
            </Button>
            <Button
              aria-label={`Remove the profile ${profile.name}`}
              onClick={() => void save(profiles.toSpliced(at, 1), `Removed the profile “${profile.name}”.`)}
            >
              Remove
            </Button>
          </div>
          {open === profile.name ? (
            <ProfileForm
              profile={profile}
              taken={others(profile.name)}
              onKeep={(next) => void save(profiles.with(at, next), 'Kept the profile.')}
              onCancel={() => setOpen(null)}
            />
          ) : null}
        </div>
      ))}
      {open === 'new' ? (
        <ProfileForm
          profile={null}
          taken={others(null)}
          onKeep={(next) => void save([...profiles, next], 'Kept the profile.')}
          onCancel={() => setOpen(null)}
        />
      ) : (
        <Button mt={6} onClick={() => setOpen('new')}>
          Add a profile
        </Button>
      )}
    </section>
  );
}

function told({ partition, time, cpus, memory, gpus }: Profile): string {
  const parts = [
    partition,
    time,
    cpus === undefined ? undefined : `${cpus} ${cpus === 1 ? 'core' : 'cores'}`,
    memory,
    gpus === undefined || gpus === 0 ? undefined : typeof gpus === 'number' ? `${gpus} ${gpus === 1 ? 'GPU' : 'GPUs'}` : gpus,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}
