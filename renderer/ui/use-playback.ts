import { useEffect, useState } from 'react';
import { showError } from './undo.tsx';

/** Plays by the page's own audio; a rate that it can’t take is carried to one that it can by repeating samples. */
export function usePlayback(wave: Float32Array, rate: number): { isPlaying: boolean; share: number; toggle: () => void } {
  const [started, setStarted] = useState<{ stop(): void; at: number; context: AudioContext } | null>(null);
  const [share, setShare] = useState(0);
  useEffect(() => {
    if (!started) return;
    let frame = requestAnimationFrame(function follow() {
      setShare(Math.min(1, ((started.context.currentTime - started.at) * rate) / wave.length));
      frame = requestAnimationFrame(follow);
    });
    return () => {
      cancelAnimationFrame(frame);
      started.stop();
      setShare(0);
    };
  }, [started, wave, rate]);
  const toggle = () => {
    if (started) return setStarted(null);
    try {
      const context = new AudioContext();
      const repeat = Math.max(1, Math.ceil(8000 / rate));
      const buffer = context.createBuffer(1, wave.length * repeat, rate * repeat);
      buffer.getChannelData(0).set(Float32Array.from({ length: wave.length * repeat }, (_, at) => wave[Math.floor(at / repeat)]));
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.connect(context.destination);
      source.onended = () => setStarted(null);
      source.start();
      setStarted({
        at: context.currentTime,
        context,
        stop: () => {
          source.onended = null;
          void context.close();
        },
      });
    } catch (error) {
      showError(error);
    }
  };
  return { isPlaying: started !== null, share, toggle };
}
