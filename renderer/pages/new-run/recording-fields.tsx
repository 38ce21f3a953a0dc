import { usualRecording } from '../../../shared/resolve-config.ts';
import type { Recording } from '../../../shared/run-config.ts';
import { FieldRow } from '../../params-form/field-row.tsx';
import { NumberBox } from '../../params-form/number-box.tsx';
import form from '../../params-form/params-form.module.css';
import type { DraftFieldsProps } from './draft.ts';

const fields: { key: keyof Recording; label: string; help: string }[] = [
  { key: 'pointsEvery', label: 'Losses', help: 'Losses and other scalars of the game.' },
  { key: 'metricsEvery', label: 'Metrics', help: 'Figures of merit; some take as long as many steps. 0 is never.' },
  {
    key: 'featuresEvery',
    label: 'Feature metrics',
    help: 'FID, KID, classes and factors as asked: judged by small networks that are trained here when they are first due: some seconds. Of systems that draw value by value, all metrics of samples. 0 is never.',
  },
  { key: 'distributionsEvery', label: 'Distributions', help: 'Weights, gradients and gradient norms by layer. 0 is never.' },
  { key: 'samplesEvery', label: 'Samples', help: 'Samples at fixed latents, critic surface, transport plan. 0 is never.' },
  { key: 'checkpointEvery', label: 'Checkpoints', help: 'Everything needed to go on, or to fork from there. 0 is only at the end.' },
];

export function RecordingFields({ draft, onDraft, issues, catalogue }: DraftFieldsProps) {
  const usual = usualRecording(catalogue.recipes.find(({ name }) => name === draft.recipe));
  const set = (key: keyof Recording, value: number | string) => {
    const { [key]: _, ...others } = draft.recording;
    onDraft({ ...draft, recording: value === usual[key] ? others : { ...others, [key]: value } });
  };
  return (
    <section className={form.section} aria-labelledby="group-recording">
      <h2 id="group-recording">Recording</h2>
      {fields.map(({ key, label, help }) => (
        <FieldRow
          key={key}
          label={`${label} every`}
          help={help}
          unit="steps"
          issue={issues.get(`recording.${key}`)}
          usual={{
            text: String(usual[key]),
            isChanged: draft.recording[key] !== undefined,
            onReset: () => set(key, usual[key]),
          }}
          control={(field) => (
            <NumberBox
              field={field}
              value={draft.recording[key] ?? usual[key]}
              spec={{ type: 'integer', scale: 'log', min: key === 'pointsEvery' ? 1 : 0 }}
              onValue={(value) => set(key, value)}
            />
          )}
        />
      ))}
    </section>
  );
}
