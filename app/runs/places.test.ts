import { describe, expect, it } from 'vitest';
import type { BackendChoice, Gpu } from '../../shared/backend-choice.ts';
import { type Room, type Seat, seatFor, settledSeat } from './places.ts';

const gpu = (index: number, freeBytes = 8e9): Gpu => ({ index, name: `card ${index}`, driver: 'NVIDIA 580', memoryBytes: 8e9, freeBytes });
const room = (change: Partial<Room> = {}): Room => ({ taken: [], gpus: [], each: 1, auto: null, ...change });

/** Seats runs one after another, as the supervisor does, each settled as `auto` turns out. */
function seated(choices: BackendChoice[], given: Partial<Room>): (Seat | null)[] {
  const taken: Seat[] = [];
  return choices.map((choice) => {
    const seat = seatFor(choice, room({ ...given, taken }));
    if (seat !== null) taken.push(seat);
    return seat;
  });
}

describe('places', () => {
  it('fills each GPU and the cores by themselves', () => {
    const seats = seated(['cuda', 'cuda', 'cuda', 'wasm', 'cpu'], { gpus: [gpu(0), gpu(1)], auto: 'gpu' });
    expect(seats.map((seat) => seat?.places)).toEqual([['gpu:0'], ['gpu:1'], undefined, ['cores'], undefined]);
    expect(seats.map((seat) => seat?.gpu)).toEqual([0, 1, undefined, null, undefined]);
  });

  it('gives auto the GPU with the fewest runs, of those the one with the most free memory', () => {
    const gpus = [gpu(0, 1e9), gpu(1, 6e9), gpu(2, 4e9)];
    const seats = seated(['auto', 'auto', 'auto', 'auto', 'auto'], { gpus, each: 2, auto: 'gpu' });
    expect(seats.map((seat) => seat?.gpu)).toEqual([1, 2, 0, 1, 2]);
  });

  it('keeps a run on the device that it names, and lets it wait for that one alone', () => {
    const gpus = [gpu(0), gpu(1)];
    const taken: Seat[] = [{ places: ['gpu:1'], gpu: 1 }];
    expect(seatFor('cuda:1', room({ gpus, taken }))).toBeNull();
    expect(seatFor('webgpu:0', room({ gpus, taken }))).toEqual({ places: ['gpu:0'], gpu: 0 });
    expect(seatFor('cuda:1', room({ gpus, taken, each: 2 }))?.gpu).toBe(1);
  });

  it('holds a GPU and the cores for a run of which nobody knows yet where it will compute', () => {
    const seat = seatFor('auto', room())!;
    expect(seat).toEqual({ places: ['gpu:0', 'cores'], gpu: null });
    expect(seatFor('wasm', room({ taken: [seat] }))).toBeNull();
    expect(settledSeat('wasm', seat).places).toEqual(['cores']);
    expect(settledSeat('webgpu', seat).places).toEqual(['gpu:0']);
    expect(seatFor('wasm', room({ taken: [settledSeat('webgpu', seat)] }))?.places).toEqual(['cores']);
  });

  it('counts auto with the cores where it has turned out to be wasm', () => {
    const seats = seated(['auto', 'auto', 'webgpu'], { auto: 'cores' });
    expect(seats.map((seat) => seat?.places)).toEqual([['cores'], undefined, ['gpu:0']]);
  });
});
