import { hasEnded, type Run } from '../../../shared/run.ts';
import { knownConfig } from '../../../shared/origin.ts';
import { emptyValue } from './values.ts';
import { WireOut } from './wire-out.ts';

const [success, failure] = [1, 2];

/** A run's config as TensorBoard's table of hyperparameters takes it (tensorboard/plugins/hparams/plugin_data.proto), and how it ended. */
export function hparamsValues(run: Run): Uint8Array[] {
  const start = new WireOut();
  for (const [key, value] of Object.entries(flat(knownConfig(run))))
    start.content(1, new WireOut().content(1, key).content(2, protobufValue(value)).taken());
  start.content(4, `${run.number} ${run.name}`);
  if (run.startedAt !== null) start.double(5, run.startedAt / 1000);
  const said = [hparams('session_start_info', 3, start)];
  if (!hasEnded(run.status)) return said;
  const end = new WireOut().integer(1, run.status === 'failed' ? failure : success);
  if (run.endedAt !== null) end.double(2, run.endedAt / 1000);
  return [...said, hparams('session_end_info', 4, end)];
}

function hparams(name: string, field: number, message: WireOut): Uint8Array {
  return emptyValue(`_hparams_/${name}`, 'hparams', new WireOut().content(field, message.taken()).taken());
}

type Plain = number | string | boolean;

/** Params stand under their own names, all else under where it stands. */
function flat({ params, ...config }: ReturnType<typeof knownConfig>): Record<string, Plain> {
  const entries: [string, Plain][] = [];
  const add = (path: string, value: unknown): void => {
    if (value === null || value === undefined) return;
    if (typeof value === 'object') for (const [key, inner] of Object.entries(value)) add(path === '' ? key : `${path}.${key}`, inner);
    else entries.push([path, value as Plain]);
  };
  add('', config);
  add('', params);
  return Object.fromEntries(entries);
}

/** google.protobuf.Value. */
function protobufValue(value: Plain): Uint8Array {
  if (typeof value === 'number') return new WireOut().double(2, value).taken();
  return typeof value === 'string' ? new WireOut().content(3, value).taken() : new WireOut().integer(4, Number(value)).taken();
}
