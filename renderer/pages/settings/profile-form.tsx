import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Profile } from '../../../shared/placement.ts';
import { FieldRow } from '../../params-form/field-row.tsx';
import form from '../../params-form/params-form.module.css';
import { profileFields, readProfile, typedProfile } from './profile-fields.ts';

interface ProfileFormProps {
  /** Null for a new one. */
  profile: Profile | null;
  /** Names of the others. */
  taken: string[];
  onKeep: (profile: Profile) => void;
  onCancel: () => void;
}

/** What jobs ask of the cluster. Nothing is kept before all of it makes sense. */
export function ProfileForm({ profile, taken, onKeep, onCancel }: ProfileFormProps) {
  const [typed, setTyped] = useState(() => typedProfile(profile ?? {}));
  const [isTried, setTried] = useState(false);
  const read = readProfile(typed, taken);
  const issues = isTried && 'issues' in read ? read.issues : new Map<string, string>();
  return (
    <form
      aria-label={profile === null ? 'New profile' : `Profile ${profile.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if ('profile' in read) onKeep(read.profile);
      }}
    >
      {profileFields.map(({ key, label, help, usual, isLong }) => {
        const message = issues.get(key);
        const change = (value: string) => setTyped({ ...typed, [key]: value });
        return (
          <FieldRow
            key={key}
            label={label}
            help={help}
            range={usual === undefined ? undefined : `usually ${usual}`}
            issue={message === undefined ? undefined : { path: key, message }}
            control={(field) =>
              isLong ? (
                <textarea
                  {...field}
                  className={`${form.box} ${form.path} ${form.lines}`}
                  rows={2}
                  value={typed[key]}
                  onChange={(event) => change(event.currentTarget.value)}
                />
              ) : (
                <input
                  {...field}
                  className={`${form.box} ${form.path}`}
                  value={typed[key]}
                  onChange={(event) => change(event.currentTarget.value)}
                />
              )
            }
          />
        );
      })}
      <div className="row" style={{ gap: 6, padding: '8px 0' }}>
        <Button type="submit" variant="filled">
          Keep
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
