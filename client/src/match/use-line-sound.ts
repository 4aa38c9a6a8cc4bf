import { useEffect, useRef, useState } from 'preact/hooks';
import { accessToken } from '../people/session.js';

interface LineSound {
  readonly playing: string | undefined;
  readonly failed: string | undefined;
  /** Plays it instead of what plays, or stops it. */
  readonly press: (url: string | null) => void;
}

/** One line is heard at a time. */
export function useLineSound(): LineSound {
  const element = useRef<HTMLAudioElement | undefined>(undefined);
  const [playing, setPlaying] = useState<string>();
  const [failed, setFailed] = useState<string>();
  const stop = (): void => {
    element.current?.pause();
    element.current = undefined;
    setPlaying(undefined);
  };
  useEffect(() => stop, []);
  const start = async (url: string): Promise<void> => {
    const audio = new Audio();
    element.current = audio;
    setPlaying(url);
    try {
      const token = await accessToken();
      audio.src = token === undefined ? url : await fetched(url, token);
      audio.addEventListener('ended', () => element.current === audio && stop());
      if (element.current === audio) await audio.play();
    } catch (error) {
      // A browser that plays nothing says so with one, and a cut line with the other. Who pressed again wants neither.
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
      if (element.current !== audio) return;
      stop();
      setFailed(url);
    }
  };
  const press = (url: string | null): void => {
    const isStop = url === playing;
    stop();
    setFailed(undefined);
    if (!isStop && url !== null) void start(url);
  };
  return { playing, failed, press };
}

// An element shows no token; of private channels not everybody gets the sound.
async function fetched(url: string, token: string): Promise<string> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new TypeError(`The server answered ${answer.status}.`);
  return URL.createObjectURL(await answer.blob());
}
