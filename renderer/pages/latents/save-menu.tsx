import { Button, Menu } from '@mantine/core';
import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import type { Mode } from './page-words.ts';
import type { WalkForm } from './walk-exports.ts';

export type SaveForm = WalkForm | 'table';

/** What can leave of what is looked at: a walk, or the table of what is varied. */
export function SaveMenu(props: {
  generator: OpenedGenerator | undefined;
  mode: Mode;
  canWalk: boolean;
  onSave: (form: SaveForm) => void;
}) {
  const { generator, mode, canWalk, onSave } = props;
  const output = generator?.output;
  const forms: { form: SaveForm; label: string }[] = [];
  if (mode === 'walk' && canWalk && output) {
    forms.push({ form: 'strip', label: 'Strip of 12 as PNG' }, { form: 'gif', label: 'Walk as GIF' });
    if (output.kind === 'points' && output.dimensions === 2) forms.push({ form: 'svg', label: 'Way as SVG' });
    if (output.kind === 'sound') forms.push({ form: 'wav', label: 'Twelve sounds as WAV' });
  }
  if (mode === 'vary' && output && output.kind !== 'points') forms.push({ form: 'table', label: 'Table as PNG' });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button disabled={forms.length === 0}>Save</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {forms.map(({ form, label }) => (
          <Menu.Item key={form} onClick={() => onSave(form)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
