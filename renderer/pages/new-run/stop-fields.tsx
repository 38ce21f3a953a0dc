import { Checkbox, NativeSelect } from '@mantine/core';
import type { Catalogue } from '../../../shared/catalogue.ts';
import type { Issue } from '../../../shared/errors.ts';
import { FieldRow } from '../../params-form/field-row.tsx';
import { NumberBox } from '../../params-form/number-box.tsx';
import form from '../../params-form/params-form.module.css';
import { type Draft, type DraftFieldsProps, kindOf } from './draft.ts';

type Stop = NonNullable<Draft['stop']>;
type SeriesStop = Extract<Stop, { series: string }>;
type TestStop = Extract<Stop, { test: 'mmd2' }>;
type HealthStop = Extract<Stop, { test: 'health' }>;

interface FieldsOf<Rule> {
  stop: Rule;
  onStop: (stop: Rule) => void;
  issues: ReadonlyMap<string, Issue>;
}

/** When a run ends before its last step: by a series that passes a value, a test that can't tell its samples from the data, or a finding of the health rules. */
export function StopFields({ draft, onDraft, issues, catalogue }: DraftFieldsProps) {
  const { stop } = draft;
  const kind = kindOf(catalogue, draft.dataset.name);
  const metrics = catalogue.metrics.filter((metric) => metric.accepts.includes(kind));
  const series = metrics.flatMap((metric) => metric.series).filter((entry) => !entry.key.endsWith('*'));
  const canTest = metrics.some(({ name }) => name === 'mmd2');
  const onStop = (rule: Draft['stop']) => onDraft({ ...draft, stop: rule });
  const bySeries: SeriesStop = { series: series[0]?.key ?? '', is: 'below', value: 0.1, times: 3 };
  const first = {
    series: bySeries,
    mmd2: { test: 'mmd2', kernel: 'mixture', level: 0.1, times: 3 },
    health: { test: 'health', rules: catalogue.health.slice(0, 1).map(({ name }) => name) },
  } as const satisfies Record<string, Stop>;
  return (
    <>
      <FieldRow
        label="End early"
        help="By a rule on what is recorded."
        control={(field) => (
          <Checkbox {...field} checked={stop !== null} onChange={(event) => onStop(event.currentTarget.checked ? bySeries : null)} />
        )}
      />
      {stop && (
        <FieldRow
          label="When"
          help="A recorded series passes a value, a two-sample test can’t tell samples from data, or a health rule finds something."
          issue={issues.get('stop.test')}
          control={(field) => (
            <NativeSelect
              {...field}
              className={form.select}
              value={stop.test ?? 'series'}
              data={[
                { value: 'series', label: 'By a series' },
                ...(canTest || stop.test === 'mmd2' ? [{ value: 'mmd2', label: 'By the MMD test' }] : []),
                { value: 'health', label: 'By a health rule' },
              ]}
              onChange={(event) => onStop(first[event.currentTarget.value as keyof typeof first])}
            />
          )}
        />
      )}
      {stop && stop.test === undefined && <SeriesFields stop={stop} onStop={onStop} issues={issues} series={series} />}
      {stop?.test === 'mmd2' && <TestFields stop={stop} onStop={onStop} issues={issues} />}
      {stop?.test === 'health' && <HealthFields stop={stop} onStop={onStop} issues={issues} rules={catalogue.health} />}
    </>
  );
}

function SeriesFields({ stop, onStop, issues, series }: FieldsOf<SeriesStop> & { series: { key: string; label: string }[] }) {
  return (
    <>
      <FieldRow
        label="Series"
        issue={issues.get('stop.series')}
        control={(field) => (
          <NativeSelect
            {...field}
            className={form.select}
            value={stop.series}
            data={series.map((entry) => ({ value: entry.key, label: entry.label }))}
            onChange={(event) => onStop({ ...stop, series: event.currentTarget.value })}
          />
        )}
      />
      <FieldRow
        label="Is"
        control={(field) => (
          <NativeSelect
            {...field}
            className={form.select}
            value={stop.is}
            data={['below', 'above']}
            onChange={(event) => onStop({ ...stop, is: event.currentTarget.value })}
          />
        )}
      />
      <FieldRow
        label="Value"
        issue={issues.get('stop.value')}
        control={(field) => (
          <NumberBox field={field} value={stop.value} spec={{ type: 'number' }} onValue={(value) => onStop({ ...stop, value })} />
        )}
      />
      <TimesField stop={stop} onStop={onStop} issues={issues} />
    </>
  );
}

function TestFields({ stop, onStop, issues }: FieldsOf<TestStop>) {
  return (
    <>
      <FieldRow
        label="Kernel of the test"
        help="The verdict depends on it: six bandwidths see fine structure that the median one misses, and so stop later or never."
        issue={issues.get('stop.kernel')}
        control={(field) => (
          <NativeSelect
            {...field}
            className={form.select}
            value={stop.kernel}
            data={[
              { value: 'mixture', label: 'Six bandwidths' },
              { value: 'median', label: 'Median bandwidth' },
            ]}
            onChange={(event) => onStop({ ...stop, kernel: event.currentTarget.value })}
          />
        )}
      />
      <FieldRow
        label="Level α"
        help="Ends the run when the permutation p of MMD² is at least this. A perfect sampler passes each test with probability 1 − α."
        issue={issues.get('stop.level')}
        control={(field) => (
          <NumberBox
            field={field}
            value={stop.level}
            spec={{ type: 'number', min: 0.005, max: 0.5 }}
            onValue={(level) => onStop({ ...stop, level })}
          />
        )}
      />
      <TimesField stop={stop} onStop={onStop} issues={issues} />
    </>
  );
}

function HealthFields({ stop, onStop, issues, rules }: FieldsOf<HealthStop> & { rules: Catalogue['health'] }) {
  const put = (name: string, isChosen: boolean) =>
    onStop({ ...stop, rules: rules.map((rule) => rule.name).filter((each) => (each === name ? isChosen : stop.rules.includes(each))) });
  return rules.map(({ name, help, definition }) => (
    <FieldRow
      key={name}
      label={`${name.charAt(0).toUpperCase()}${name.slice(1)}`}
      help={`${help} ${definition}`}
      issue={name === rules[0]?.name ? issues.get('stop.rules') : undefined}
      control={(field) => (
        <Checkbox {...field} checked={stop.rules.includes(name)} onChange={(event) => put(name, event.currentTarget.checked)} />
      )}
    />
  ));
}

function TimesField<Rule extends SeriesStop | TestStop>({ stop, onStop, issues }: FieldsOf<Rule>) {
  return (
    <FieldRow
      label="Times on end"
      help="So many measurements in a row."
      issue={issues.get('stop.times')}
      control={(field) => (
        <NumberBox
          field={field}
          value={stop.times}
          spec={{ type: 'integer', min: 1, max: 1000 }}
          onValue={(times) => onStop({ ...stop, times })}
        />
      )}
    />
  );
}
