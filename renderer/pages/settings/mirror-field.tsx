import { useState } from 'react';
import { isMirror } from '../../../shared/api/studio.ts';
import { FieldRow } from '../../params-form/field-row.tsx';
import form from '../../params-form/params-form.module.css';
import { usePublished } from '../../queries.ts';

/** Where published sets are fetched from, in place of their publishers. */
export function MirrorField({ mirror, onMirror }: { mirror: string; onMirror: (mirror: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const { data } = usePublished();
  const value = typed ?? mirror;
  const isWrong = !isMirror(value.trim());
  const keep = () => {
    if (isWrong) return;
    setTyped(null);
    if (value.trim() !== mirror) onMirror(value.trim());
  };
  return (
    <FieldRow
      label="Mirror for data"
      help={`Asked for published sets instead of their publishers, at MIRROR/SET/FILE. They are kept in ${data?.folder ?? '…'}`}
      issue={isWrong ? { path: 'dataMirror', message: 'It takes an address that begins with http:// or https://, or nothing.' } : undefined}
      control={(field) => (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            keep();
          }}
          onBlur={keep}
        >
          <input
            {...field}
            className={`${form.box} ${form.path}`}
            placeholder="none"
            value={value}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </form>
      )}
    />
  );
}
