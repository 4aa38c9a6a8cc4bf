import { Audience } from '../../../src/wire/audience.js';
import { TOOLS } from '../words/host-tools.js';
import type { Desk } from './desk.js';
import { useAsked } from '../look/use-asked.js';

const words = TOOLS.audience;
const EVERY_MS = 5_000;

/** How well the channel is heard, from what listeners report. */
export function AudienceBlock({ desk }: { readonly desk: Desk }) {
  const { value: audience } = useAsked(`/v1/channels/${desk.channel.id}/audience`, Audience, EVERY_MS);
  if (audience === undefined) return null;
  const { listeners, hosts, reporting, spread, behind, stalls } = audience;
  return (
    <section aria-labelledby="audience">
      <h2 id="audience">{words.heading}</h2>
      <p>{words.heard(listeners, hosts)}</p>
      {reporting === 0 ? (
        <p class="small quiet">{words.noReports}</p>
      ) : (
        <>
          {spread.p50Ms !== null && spread.p95Ms !== null && (
            <p class="small">{words.apart(Math.round(spread.p50Ms), Math.round(spread.p95Ms))}</p>
          )}
          <Bars histogram={audience.histogram} />
          <p class="small quiet">{words.trouble(behind, stalls)}</p>
        </>
      )}
    </section>
  );
}

function Bars({ histogram }: Pick<Audience, 'histogram'>) {
  const most = Math.max(1, ...histogram.map(({ listeners }) => listeners));
  return (
    <ul class="bars" aria-label={words.bars}>
      {histogram.map(({ fromMs, toMs, listeners }) => (
        <li key={fromMs} aria-label={words.bar(fromMs, toMs, listeners)}>
          <span style={{ backgroundSize: `100% ${(listeners / most) * 100}%` }} />
          {toMs === null ? `${fromMs}+` : `<${toMs}`}
        </li>
      ))}
    </ul>
  );
}
