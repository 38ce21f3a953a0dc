import type { Backend } from '../backend.ts';
import { cpu } from './cpu.ts';
import { cuda } from './cuda.ts';
import { native } from './native.ts';
import { wasm } from './wasm.ts';
import { webgpu } from './webgpu.ts';

/** Best first: the order in which `auto` tries them. */
export const backends: readonly Backend[] = [cuda, webgpu, native, wasm, cpu];
