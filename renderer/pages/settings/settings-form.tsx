import { NativeSelect, useMantineColorScheme } from '@mantine/core';
import type { Settings } from '../../../shared/api/studio.ts';
import { patchSettings } from '../../api-client.ts';
import { FieldRow } from '../../params-form/field-row.tsx';
import { NumberBox } from '../../params-form/number-box.tsx';
import form from '../../params-form/params-form.module.css';
import { queryClient, useSettings, useTracking } from '../../queries.ts';
import { useBackendOptions } from '../../ui/backend-options.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import { attempt, offerUndo } from '../../ui/undo.tsx';
import { PageWaiting } from '../../ui/waiting.tsx';
import { MirrorField } from './mirror-field.tsx';
import { TrackingLine } from './tracking-line.tsx';
import { type WholeNumberKey, wholeNumbers, wrongNumber } from './setting-numbers.ts';
import { useState } from 'react';

/** Each change is kept at once, and can be taken back. */
export function SettingsForm() {
  const { data, error, refetch } = useSettings();
  const isOwnPort = useTracking().data !== null;
  const backends = useBackendOptions(data?.backend);
  const { setColorScheme } = useMantineColorScheme();
  const [typed, setTyped] = useState<Partial<Record<WholeNumberKey, number | string>>>({});
  if (error) return <ProblemNote error={error} again={() => void refetch()} />;
  if (!data) return <PageWaiting />;
  const save = (patch: Partial<Settings>) =>
    attempt(async () => {
      const before = Object.fromEntries(Object.keys(patch).map((key) => [key, data[key as keyof Settings]])) as Partial<Settings>;
      keep(await patchSettings(patch));
      offerUndo('Kept the setting.', async () => keep(await patchSettings(before)));
    });
  const keep = (settings: Settings) => {
    queryClient.setQueryData(['settings'], settings);
    setColorScheme(settings.theme === 'system' ? 'auto' : settings.theme);
    setTyped({});
  };
  const saveNumber = (key: WholeNumberKey) => {
    const value = typed[key];
    if (typeof value === 'number' && value !== data[key] && wrongNumber(key, value) === null) void save({ [key]: value });
  };
  return (
    <div>
      <FieldRow
        label="Theme"
        help="The system's, unless one is chosen."
        control={(field) => (
          <NativeSelect
            {...field}
            className={form.select}
            value={data.theme}
            data={[
              { value: 'system', label: 'As the system' },
              { value: 'dark', label: 'Dark' },
              { value: 'light', label: 'Light' },
            ]}
            onChange={(event) => void save({ theme: event.currentTarget.value as Settings['theme'] })}
          />
        )}
      />
      <FieldRow
        label="Backend"
        help="Where new runs train, unless their config says otherwise. Auto takes the best that is found."
        control={(field) => (
          <NativeSelect
            {...field}
            className={form.select}
            value={data.backend}
            data={backends}
            onChange={(event) => void save({ backend: event.currentTarget.value as Settings['backend'] })}
          />
        )}
      />
      {isOwnPort ? (
        <FieldRow
          label="Live from Python"
          help="Scripts log here by MLflow's own client while they train."
          control={(field) => (
            <NativeSelect
              {...field}
              className={form.select}
              value={data.tracking ? 'on' : 'off'}
              data={[
                { value: 'off', label: 'Off' },
                { value: 'on', label: 'On' },
              ]}
              onChange={(event) => void save({ tracking: event.currentTarget.value === 'on' })}
            />
          )}
        />
      ) : null}
      {data.tracking || !isOwnPort ? <TrackingLine /> : null}
      {wholeNumbers.map(({ key, label, help, unit, spec }) => {
        if (key === 'trackingPort' && !isOwnPort) return null;
        const value = typed[key] ?? data[key];
        const wrong = wrongNumber(key, value);
        return (
          <FieldRow
            key={key}
            label={label}
            help={help}
            unit={unit}
            range={`${spec.min} … ${spec.max}`}
            issue={wrong === null ? undefined : { path: key, message: wrong }}
            control={(field) => (
              <form
                onSubmit={(event) => {
                  event.preventDefault();
                  saveNumber(key);
                }}
                onBlur={() => saveNumber(key)}
              >
                <NumberBox field={field} value={value} spec={spec} onValue={(next) => setTyped({ ...typed, [key]: next })} />
              </form>
            )}
          />
        );
      })}
      <MirrorField mirror={data.dataMirror} onMirror={(dataMirror) => void save({ dataMirror })} />
    </div>
  );
}
