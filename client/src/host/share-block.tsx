import { encodeQR } from 'qr';
import { useMemo, useState } from 'preact/hooks';
import { NewInvitation } from '../../../src/wire/people.js';
import { CopyButton } from '../look/copy-button.js';
import { askAsMe } from '../people/asking-as.js';
import { signOut } from '../people/sign-out.js';
import { TOOLS } from '../words/host-tools.js';
import type { BlockProps } from './block-props.js';
import type { Tell } from './use-desk.js';

const words = TOOLS.share;

/** Those who listen and those who host: links for both. */
export function ShareBlock({ desk, tell }: BlockProps) {
  const link = `${location.origin}/c/${desk.channel.id}`;
  const [hasQr, setQr] = useState(false);
  const leave = async (): Promise<void> => {
    const refusal = await signOut();
    if (refusal === undefined) location.reload();
    else tell(refusal, true);
  };
  return (
    <section aria-labelledby="people">
      <h2 id="people">{words.heading}</h2>
      <p class="small">
        {words.listenLink}: <a href={link}>{link}</a>
      </p>
      <div class="row">
        <CopyButton text={link} size="small">
          {words.copy}
        </CopyButton>
        <button type="button" class="small plain" aria-expanded={hasQr} onClick={() => setQr(!hasQr)}>
          {words.qr}
        </button>
      </div>
      {hasQr && <QrCode link={link} />}
      <InviteHost channel={desk.channel.id} tell={tell} />
      <div class="row">
        <button type="button" class="small plain" onClick={() => void leave()}>
          {words.signOut}
        </button>
      </div>
    </section>
  );
}

function InviteHost({ channel, tell }: { readonly channel: string; readonly tell: Tell }) {
  const [link, setLink] = useState<string>();
  const invite = async (): Promise<void> => {
    const body = { role: 'host', channels: [channel] };
    const answer = await askAsMe('/v1/invitations', NewInvitation, { method: 'POST', body });
    if ('ok' in answer) setLink(answer.ok.link);
    else tell('problem' in answer ? answer.problem.title : words.failed, true);
  };
  return (
    <>
      <div class="row">
        <button type="button" class="small plain" onClick={() => void invite()}>
          {words.invite}
        </button>
      </div>
      {link !== undefined && (
        <div role="status">
          <p class="small">{words.invited}</p>
          <p class="small">
            <code class="link">{link}</code>
          </p>
          <CopyButton text={link} size="small">
            {words.inviteCopy}
          </CopyButton>
        </div>
      )}
    </>
  );
}

function QrCode({ link }: { readonly link: string }) {
  const rows = useMemo(() => encodeQR(link, 'raw', { border: 2 }), [link]);
  const path = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg class="qr" viewBox={`0 0 ${rows.length} ${rows.length}`} role="img" aria-label={words.qrAbout(link)}>
      <path d={path} fill="currentColor" shape-rendering="crispEdges" />
    </svg>
  );
}
