import CodeMirror, { EditorView } from '@uiw/react-codemirror';
import { type ReactNode, useState } from 'react';
import { copyText } from '../../ui/copy-text.tsx';
import { useScheme } from '../../ui/use-scheme.ts';
import { type Draft, draftFromYaml, yamlOf } from './draft.ts';
import { yamlColors } from './yaml-colors.ts';
import classes from './new-run.module.css';

const extensions = [yamlColors, EditorView.lineWrapping, EditorView.contentAttributes.of({ 'aria-label': 'Config as YAML' })];

/** The config as a file, both ways: what is typed or pasted fills the form as soon as it reads. */
export function YamlPane({
  draft,
  onDraft,
  actions,
}: {
  draft: Draft;
  onDraft: (draft: Draft) => void;
  actions: (copy: () => void) => ReactNode;
}) {
  const scheme = useScheme();
  const [typed, setTyped] = useState<string | null>(null);
  const [sentence, setSentence] = useState('');
  const text = typed ?? yamlOf(draft);
  const read = (next: string) => {
    setTyped(next);
    const found = draftFromYaml(next);
    setSentence('sentence' in found ? found.sentence : '');
    if ('draft' in found) onDraft(found.draft);
  };
  return (
    <section>
      <h2 className="row">
        <span className="fill">
          Config <span className="faint">as YAML; edit or paste</span>
        </span>
        {actions(() => void copyText(text, 'Copied the config.'))}
      </h2>
      <CodeMirror
        className={classes.yaml}
        value={text}
        theme={scheme}
        basicSetup={{ lineNumbers: false, foldGutter: false, highlightActiveLine: false, autocompletion: false }}
        extensions={extensions}
        onChange={(next, update) => {
          const byHand = update.transactions.some((transaction) => transaction.isUserEvent('input') || transaction.isUserEvent('delete'));
          if (byHand) read(next);
        }}
        onBlur={() => {
          if (sentence === '') setTyped(null);
        }}
      />
      {sentence && (
        <p role="alert" style={{ color: 'var(--bad)' }}>
          {sentence}
        </p>
      )}
    </section>
  );
}
