import { type ExtensionProblem, inspection, type Inspection } from '../../shared/extension.ts';
import type { LaunchTrainer } from '../../shared/trainer-protocol.ts';
import { ownTrainer } from '../runs/trainer-process.ts';

export interface InspectedFile {
  file: string;
  sha256: string;
  text: string;
}

/** Reads a file of somebody's own in a process that does nothing else and is ended after it, whatever the file does there. */
export function inspectApart(
  { launch, patience }: { launch: LaunchTrainer; patience: number },
  { file, sha256, text }: InspectedFile,
  mayRun: boolean,
): Promise<Inspection> {
  return new Promise((resolve) => {
    /** Counted from when its process is there. */
    let late: NodeJS.Timeout | undefined;
    // The project's own Node, which reads TypeScript, is where WebGPU is.
    const reader = ownTrainer(launch({ name: `extension ${file}`, backend: 'webgpu', isConfined: true }), (event) => {
      if (event.type === 'hello' && late === undefined)
        late = setTimeout(() => finish(refused('It did not come to an end in time while it was loaded.')), patience);
      if (event.type === 'answer' && event.answer.kind === 'extension') {
        const told = inspection.safeParse(event.answer.inspection);
        finish(told.success ? told.data : refused('What it declares can’t be read: something in it changes how data is told.'));
      }
      if (event.type === 'refusal') finish(refused(event.sentence));
    });
    reader.gone.then(({ sentence }) => finish(refused(`Its process ended while it was loaded. ${sentence}`)));
    reader.order({ type: 'ask', id: 1, question: { kind: 'extension', file, sha256, text, mayRun }, extensions: [] });

    function finish(found: Inspection): void {
      clearTimeout(late);
      reader.stop(0);
      resolve(found);
    }
  });
}

function refused(sentence: string): Inspection {
  const problem: ExtensionProblem = { kind: 'load', line: null, column: null, sentence };
  return { code: null, problems: [problem], entries: null };
}
