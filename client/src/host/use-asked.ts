import { useEffect, useState } from 'preact/hooks';
import type { ZodType } from 'zod';
import { get } from '../people/asking-http.js';
import { accessToken } from '../people/session.js';

/** What the server last answered, asked every so often while somebody looks. Nothing until it answers. */
export function useAsked<T>(path: string, schema: ZodType<T>, everyMs: number): T | undefined {
  const [found, setFound] = useState<T>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const look = async (): Promise<void> => {
      const answer = document.hidden ? undefined : await get(path, schema, { token: await accessToken() });
      if (isOver) return;
      if (answer !== undefined && 'ok' in answer) setFound(answer.ok);
      timer = setTimeout(() => void look(), everyMs);
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [path, everyMs]);
  return found;
}
