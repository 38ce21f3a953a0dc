import { type BackendChoice, type Gpu, partsOf } from '../../shared/backend-choice.ts';

/** Where runs compute side by side: each GPU is a place, and the processor's cores are one. */
export type Place = 'cores' | `gpu:${number}`;

export interface Seat {
  /** All that it holds. A run whose backend is not known yet holds a GPU and the cores. */
  places: Place[];
  /** Of several GPUs the one that it is given; null where there is no choice. */
  gpu: number | null;
}

export interface Room {
  /** Of the runs that have a trainer. */
  taken: Seat[];
  gpus: Gpu[];
  /** Runs at once in each place. */
  each: number;
  /** What `auto` has turned out to be here; null before anything said. */
  auto: 'gpu' | 'cores' | null;
}

/** A seat for a run, on the freest GPU where it may take any; null where there is none until another run leaves. */
export function seatFor(choice: BackendChoice, { taken, gpus, each, auto }: Room): Seat | null {
  const { name, device } = partsOf(choice);
  const held = (place: Place) => taken.filter(({ places }) => places.includes(place)).length;
  const hasRoom = (seat: Seat) => seat.places.every((place) => held(place) < each);
  if (name === 'wasm' || name === 'cpu' || name === 'native' || (name === 'auto' && auto === 'cores')) {
    const seat: Seat = { places: ['cores'], gpu: null };
    return hasRoom(seat) ? seat : null;
  }
  const besides: Place[] = name === 'auto' && auto === null ? ['cores'] : [];
  const onGpu = (index: number, gpu: number | null): Seat => ({ places: [`gpu:${index}`, ...besides], gpu });
  const free =
    device !== null ? [onGpu(device, device)] : gpus.length < 2 ? [onGpu(0, null)] : gpus.map(({ index }) => onGpu(index, index));
  const freeBytes = ({ gpu }: Seat) => gpus.find(({ index }) => index === gpu)?.freeBytes ?? 0;
  const [best] = free
    .filter(hasRoom)
    .sort((a, b) => held(a.places[0]) - held(b.places[0]) || freeBytes(b) - freeBytes(a) || (a.gpu ?? 0) - (b.gpu ?? 0));
  return best ?? null;
}

/** What a run holds once its trainer has said what it computes on. */
export function settledSeat(backend: string, { gpu, places }: Seat): Seat {
  const onGpu = places.find((place) => place !== 'cores') ?? 'gpu:0';
  return { gpu, places: [isGpuBackend(backend) ? onGpu : 'cores'] };
}

export function isGpuBackend(backend: string): boolean {
  return backend === 'cuda' || backend === 'webgpu';
}
