import { useState } from 'preact/hooks';
import { ChannelPage } from '../../../src/wire/host.js';
import { useAsked } from '../look/use-asked.js';
import { TOOLS } from '../words/host-tools.js';
import type { BlockProps } from './block-props.js';
import { putOnAir } from './replaying.js';
import { toldOutcome } from './use-desk.js';

const words = TOOLS.replay;
const CHANNELS = '/v1/channels?limit=200';

/** What was heard on a channel, this one or another that this host finds, for everybody again. */
export function ReplayBlock({ desk, tell }: BlockProps) {
  const { id, title } = desk.channel;
  const { value } = useAsked(CHANNELS, ChannelPage);
  const [channel, setChannel] = useState(id);
  const [isAsking, setAsking] = useState(false);
  const others = (value?.channels ?? []).filter((one) => one.id !== id);
  const put = async (): Promise<void> => {
    setAsking(true);
    const outcome = await putOnAir(channel, (command) => desk.command(command));
    setAsking(false);
    toldOutcome(outcome, tell, words.queued);
  };
  return (
    <section aria-labelledby="replay">
      <h2 id="replay">{words.heading}</h2>
      <p class="small">{words.about}</p>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isAsking) void put();
        }}
      >
        <select
          class="grow"
          aria-label={words.channel}
          value={channel}
          onChange={({ currentTarget }) => setChannel(currentTarget.value)}
        >
          {[{ id, title }, ...others].map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
          ))}
        </select>
        <button type="submit" class="small" aria-disabled={isAsking}>
          {isAsking ? words.putting : words.put}
        </button>
      </form>
    </section>
  );
}
