import { Decoration, type DecorationSet, EditorView, RangeSetBuilder, ViewPlugin, type ViewUpdate } from '@uiw/react-codemirror';
import { type YamlPart, yamlMarks } from './yaml-marks.ts';

const decorations = Object.fromEntries(
  (['key', 'text', 'number', 'word', 'comment', 'sign'] satisfies YamlPart[]).map((part) => [
    part,
    Decoration.mark({ class: `yaml-${part}` }),
  ]),
) as Record<YamlPart, Decoration>;

/** Colours for the lines that are on the screen. */
export const yamlColors = [
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = marked(view);
      }
      update(update: ViewUpdate) {
        if (update.docChanged || update.viewportChanged) this.decorations = marked(update.view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  ),
  EditorView.baseTheme({
    '.yaml-key': { color: 'var(--accent)' },
    '.yaml-number, .yaml-word': { color: 'var(--warn)' },
    '.yaml-text': { color: 'var(--good)' },
    '.yaml-comment, .yaml-sign': { color: 'var(--ink-faint)' },
    '.yaml-comment': { fontStyle: 'italic' },
  }),
];

function marked(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let line = view.state.doc.lineAt(from); ; line = view.state.doc.line(line.number + 1)) {
      for (const mark of yamlMarks(line.text)) builder.add(line.from + mark.from, line.from + mark.to, decorations[mark.part]);
      if (line.to >= to || line.number === view.state.doc.lines) break;
    }
  }
  return builder.finish();
}
