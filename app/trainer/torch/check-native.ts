import { openBackend } from '../../engine/backend.ts';
import { parityDifference, paritySteps } from '../../engine/parity-steps.ts';
import { nodeBackendHome } from '../node-home.ts';

/** Bundled for Nodes that read no TypeScript: the parity steps on `native` against `cpu`. Prints the device and the largest difference. */
const { tf, device } = await openBackend('native', nodeBackendHome);
const found = await paritySteps(tf);
const { tf: reference } = await openBackend('cpu', {});
const expected = await paritySteps(reference);
const difference = parityDifference(found, expected);
process.stdout.write(`${device}: differs from cpu by at most ${difference.toExponential(1)}\n`);
process.exitCode = difference < 1e-5 ? 0 : 1;
