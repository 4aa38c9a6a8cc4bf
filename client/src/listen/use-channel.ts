import { useEffect, useState } from 'preact/hooks';
import { ChannelView } from '../../../src/wire/host.js';
import { askAsMe } from '../people/asking-as.js';
import { onOtherPerson } from '../people/session.js';

const AGAIN_MS = 3_000;

export type Found = { readonly channel: ChannelView } | 'asking' | 'away' | 'unknown';

/** What a channel is. Asked until there is an answer, and again when another page of this browser signs somebody else in. */
export function useChannel(id: string): Found {
  const [found, setFound] = useState<Found>('asking');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isFound = false;
    const ask = async (): Promise<void> => {
      const answer = await askAsMe(`/v1/channels/${id}`, ChannelView);
      isFound = 'ok' in answer;
      if ('ok' in answer) setFound({ channel: answer.ok });
      else if ('problem' in answer && [400, 401, 403, 404].includes(answer.problem.status)) setFound('unknown');
      else {
        setFound('away');
        timer = setTimeout(() => void ask(), AGAIN_MS);
      }
    };
    // Once it is followed, whoever listens goes on as who they are by then.
    const stopWatching = onOtherPerson(() => isFound || void ask());
    void ask();
    return () => {
      clearTimeout(timer);
      stopWatching();
    };
  }, [id]);
  return found;
}
