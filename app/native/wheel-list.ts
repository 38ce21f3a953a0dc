import { StudioError } from '../../shared/errors.ts';

/** What is fetched for one use: a requirements file of pip's with a sha256 each, and sizes in its comments. */
export interface WheelList {
  /** As pip reads it. */
  text: string;
  wheels: { name: string; version: string; sha256: string; bytes: number }[];
  downloadBytes: number;
  unpackedBytes: number;
}

/** @throws StudioError failed where a line is not `name==version --hash=sha256:… # N bytes` */
export function parseWheelList(text: string): WheelList {
  const lines = text.split('\n').map((line) => line.trim());
  const wheels = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const parts = /^([\w-]+)==(\S+) --hash=sha256:([0-9a-f]{64}) +# (\d+) bytes$/.exec(line);
      if (parts === null) throw new StudioError('failed', `A line of the list of libraries can't be read: ${line}`);
      const [, name, version, sha256, bytes] = parts as unknown as [string, string, string, string, string];
      return { name, version, sha256, bytes: Number(bytes) };
    });
  const unpacked = /^# unpacked: (\d+) bytes$/m.exec(text)?.[1];
  if (wheels.length === 0 || unpacked === undefined) throw new StudioError('failed', 'A list of libraries is empty or says no size.');
  return { text, wheels, downloadBytes: wheels.reduce((sum, { bytes }) => sum + bytes, 0), unpackedBytes: Number(unpacked) };
}

/** The files of a wheel that libtorch needs, of all that a Python package carries. */
export function isWanted(use: 'native' | 'cuda', path: string): boolean {
  if (path === 'torch/version.py') return true;
  const library = /^(torch\/lib|nvidia\/(?:[^/]+\/)*lib)\/([^/]+\.so(\.[\d.]+)?)$/.exec(path);
  if (library === null || library[2]!.startsWith('libtorch_python')) return false;
  return (
    use === 'cuda' || /^(libtorch_cpu|libc10|libgomp|libgfortran|libopenblas|libarm_compute\w*|libcudart|libcupti)\.so/.test(library[2]!)
  );
}
