import { Select, TextInput } from '@mantine/core';
import { readNumber, writeNumber } from '../../params-form/number-text.ts';
import { type ScheduleText, scheduleIn, withSchedule } from './schedule-text.ts';
import classes from './sweeps.module.css';

interface Field {
  key: string;
  label: string;
  isNumber: boolean;
  usual: string;
}
/** What each kind of schedule asks for; what a plan leaves out is as `usual` says. */
const kinds: Record<string, { label: string; first: Record<string, string | number>; fields: Field[] }> = {
  none: { label: 'every run to its end', first: {}, fields: [] },
  asha: {
    label: 'successive halving',
    first: { kind: 'asha', metric: 'w1', min: 100, eta: 3 },
    fields: [
      { key: 'metric', label: 'Metric', isNumber: false, usual: '' },
      { key: 'min', label: 'First rung', isNumber: true, usual: '' },
      { key: 'max', label: 'Last rung', isNumber: true, usual: 'all steps' },
      { key: 'eta', label: 'One goes on of', isNumber: true, usual: '3' },
    ],
  },
  pbt: {
    label: 'population-based training',
    first: { kind: 'pbt', metric: 'w1', interval: 100 },
    fields: [
      { key: 'metric', label: 'Metric', isNumber: false, usual: '' },
      { key: 'interval', label: 'Every … steps', isNumber: true, usual: '' },
      { key: 'max', label: 'Last step', isNumber: true, usual: 'all steps' },
      { key: 'quantile', label: 'Replaced', isNumber: true, usual: '0.2' },
    ],
  },
};

/** The plan's schedule as a form; what is chosen is written into the plan. */
export function ScheduleFields({ plan, onChange }: { plan: string; onChange(plan: string): void }) {
  const schedule = scheduleIn(plan);
  const kind = kinds[schedule?.kind ?? 'none'] ?? kinds.none;
  return (
    <div className={classes.bar}>
      <Select
        className={classes.scheduleKind}
        label="Schedule"
        data={Object.entries(kinds).map(([value, { label }]) => ({ value, label }))}
        value={schedule?.kind ?? 'none'}
        disabled={schedule === null}
        allowDeselect={false}
        onChange={(chosen) => {
          const bare = withSchedule(plan, null);
          onChange(chosen === 'none' || chosen === null ? bare : withSchedule(bare, kinds[chosen].first));
        }}
      />
      {schedule !== null &&
        kind.fields.map((field) => (
          <ScheduleField
            key={field.key}
            field={field}
            schedule={schedule}
            onChange={(value) => onChange(withSchedule(plan, { [field.key]: value }))}
          />
        ))}
    </div>
  );
}

function ScheduleField({ field, schedule, onChange }: { field: Field; schedule: ScheduleText; onChange(value: string | number): void }) {
  const value = schedule[field.key];
  const shown = typeof value === 'number' ? writeNumber(value) : typeof value === 'string' ? value : '';
  return (
    <TextInput
      className={classes.scheduleField}
      label={field.label}
      placeholder={field.usual}
      inputMode={field.isNumber ? 'decimal' : 'text'}
      value={shown}
      onChange={({ currentTarget }) => onChange(field.isNumber ? readNumber(currentTarget.value, 'number') : currentTarget.value)}
    />
  );
}
