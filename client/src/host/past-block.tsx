import type { PastRequest } from '../../../src/wire/host.js';
import { HOST, opening, roughly } from '../words/host.js';
import type { BlockProps } from './block-props.js';
import { Withdrawing } from './withdrawing.js';

const words = HOST.past;

/** What ended lately, and why where it did not end as it should; what was heard of it can be withdrawn. */
export function PastBlock({ desk, tell }: BlockProps) {
  const past = desk.lately?.past ?? [];
  const now = desk.now();
  return (
    <section class="past" aria-labelledby="past">
      <h2 id="past">{words.heading}</h2>
      {past.length === 0 && <p class="quiet">{words.nothing}</p>}
      <ul>
        {past.map((request) => (
          <li key={request.id} data-status={request.isWithdrawn ? 'withdrawn' : request.status}>
            <p class="script">{opening(request.text, request.replay)}</p>
            <p class="facts small quiet">
              <span class="end">{endOf(request)}</span>
              <span>{HOST.onAir.heard(request.heardBy, request.offeredTo)}</span>
              {now !== undefined && <span>{words.ago(roughly(now - request.endedAt))}</span>}
            </p>
            {request.wasHeard && !request.isWithdrawn && <Withdrawing desk={desk} tell={tell} request={request} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function endOf({ status, reason, isWithdrawn }: PastRequest): string {
  if (isWithdrawn) return words.withdrawn;
  const why = HOST.reasons[reason];
  return why === '' ? HOST.statuses[status] : `${HOST.statuses[status]}: ${why}`;
}
