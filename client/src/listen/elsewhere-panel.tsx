import { useState } from 'preact/hooks';
import { StreamAddresses } from '../../../src/wire/streams.js';
import { CopyButton } from '../look/copy-button.js';
import { RadioIcon } from '../look/icons.js';
import { useAsked } from '../look/use-asked.js';
import { LISTEN } from '../words/listen.js';
import { elsewhere, streamsPath } from './elsewhere.js';

/** What an address of a private channel is good for is told anew before it has run out. */
const AGAIN_MS = 4 * 60_000;
const KINDS = ['stream', 'm3u', 'hls'] as const;

interface Panel {
  readonly id: string;
  readonly delayMs: number;
}

/** The same channel for other players, as late as here. */
export function ElsewherePanel({ id, delayMs }: Panel) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="card tune" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <RadioIcon />
        <span>{LISTEN.elsewhere}</span>
      </summary>
      <p class="quiet small">{LISTEN.elsewhereWhy}</p>
      {isOpen && <Addresses id={id} delayMs={delayMs} />}
    </details>
  );
}

function Addresses({ id, delayMs }: Panel) {
  const { value, failure } = useAsked(streamsPath(id), StreamAddresses, AGAIN_MS);
  if (value === undefined) return <p role="status">{failure ?? LISTEN.asking}</p>;
  const addresses = elsewhere(id, value, delayMs);
  return (
    <>
      <dl class="addresses">
        {KINDS.map((kind) => (
          <div key={kind}>
            <dt>{LISTEN.addresses[kind].name}</dt>
            <dd>
              <p class="quiet small">{LISTEN.addresses[kind].why}</p>
              <code>{addresses[kind]}</code>
              <CopyButton text={addresses[kind]}>{LISTEN.addresses[kind].copy}</CopyButton>
            </dd>
          </div>
        ))}
      </dl>
      {value.expiresAt !== null && <p class="quiet small">{LISTEN.addressesEnd}</p>}
    </>
  );
}
