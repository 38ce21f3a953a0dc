import { type Curve, curves } from '../api-client.ts';

interface Wish {
  run: string;
  key: string;
  pixels: number;
  resolve: (curve: Curve) => void;
  reject: (error: unknown) => void;
}
let wishes: Wish[] = [];

/** A small curve. What is wished for within a moment is asked for together: a screen of them is one request. */
export function askSpark(run: string, key: string, pixels: number): Promise<Curve> {
  return new Promise((resolve, reject) => {
    if (wishes.length === 0) setTimeout(askAll, 60);
    wishes.push({ run, key, pixels, resolve, reject });
  });
}

function askAll(): void {
  const asked = wishes;
  wishes = [];
  for (let from = 0; from < asked.length; from += 200) void askSome(asked.slice(from, from + 200));
}

async function askSome(asked: Wish[]): Promise<void> {
  try {
    const pixels = Math.max(...asked.map((wish) => wish.pixels));
    const answer = await curves({ series: asked.map(({ run, key }) => ({ run, key })), pixels });
    asked.forEach((wish, i) => {
      wish.resolve(answer.curves[i]);
    });
  } catch (error) {
    for (const wish of asked) wish.reject(error);
  }
}
