import { useCallback, useRef, useState } from 'preact/hooks';
import type { Say } from '../../../src/wire/host.js';
import { SpeechView } from '../../../src/wire/speech.js';
import { WaveIcon } from '../look/icons.js';
import { HOST } from '../words/host.js';
import { AudienceBlock } from './audience-block.js';
import { Compose } from './compose.js';
import type { Desk } from './desk.js';
import { EMPTY_DRAFT, type Draft, draftOf } from './draft.js';
import { keepDraft, keptDraft } from './kept-draft.js';
import { MatchBlock } from './match-block.js';
import { NoticeBlock } from './notice-block.js';
import { OnAirBlock } from './on-air-block.js';
import { OutboxBlock } from './outbox-block.js';
import { PastBlock } from './past-block.js';
import { QueueBlock } from './queue-block.js';
import { ReplayBlock } from './replay-block.js';
import { ShareBlock } from './share-block.js';
import { SpeechBlock } from './speech-block.js';
import { TalkBlock } from './talk-block.js';
import { useAsked } from '../look/use-asked.js';
import { type Told, useDesk, useTelling } from './use-desk.js';

const SPEECH_MS = 30_000;

/** The whole page of a host: what is said, what waits, and what to say next. */
export function DeskPage({ desk }: { readonly desk: Desk }) {
  useDesk(desk);
  const [told, tell] = useTelling();
  const { id, title, match } = desk.channel;
  const [draft, setDraft] = useState<Draft>(() => keptDraft(id) ?? EMPTY_DRAFT);
  const { value: speech } = useAsked('/v1/speech', SpeechView, SPEECH_MS);
  const text = useRef<HTMLTextAreaElement>(null);
  const change = useCallback(
    (next: Draft) => {
      setDraft(next);
      keepDraft(id, next);
    },
    [id],
  );
  const reword = (say: Say): void => {
    change(draftOf(say));
    text.current?.focus();
  };
  if (desk.isSignedOut) return <SignedOut />;
  const { phase } = desk.following;
  return (
    <main class="desk" data-has-match={match !== null}>
      <Head desk={desk} title={title} />
      <div class="left">
        <OnAirBlock desk={desk} tell={tell} />
        {phase === 'closed' ? (
          <p class="card">{HOST.closedChannel}</p>
        ) : (
          <Compose desk={desk} draft={draft} change={change} text={text} tell={tell} speech={speech} />
        )}
        <OutboxBlock desk={desk} reword={reword} />
        {phase !== 'closed' && <TalkBlock desk={desk} tell={tell} urgency={draft.urgency} />}
      </div>
      <QueueBlock desk={desk} tell={tell} />
      {match !== null && <MatchBlock desk={desk} tell={tell} id={match} speech={speech} />}
      <PastBlock desk={desk} tell={tell} />
      <div class="tools">
        <ShareBlock desk={desk} tell={tell} />
        {phase !== 'closed' && <NoticeBlock desk={desk} tell={tell} />}
        {phase !== 'closed' && <ReplayBlock desk={desk} tell={tell} />}
        <AudienceBlock desk={desk} />
        <SpeechBlock speech={speech} />
      </div>
      <Teller told={told} />
    </main>
  );
}

function Head({ desk, title }: { readonly desk: Desk; readonly title: string }) {
  const { isOpen, posting, lately } = desk;
  return (
    <header>
      <WaveIcon />
      <h1>{title}</h1>
      {lately !== undefined && <p class="quiet">{HOST.listeners(lately.listeners)}</p>}
      <p class="status" role="status" data-state={isOpen ? 'ok' : 'bad'}>
        {isOpen ? HOST.connected : HOST.reconnecting}
      </p>
      {posting.isUnkept && (
        <p class="warning" role="alert">
          {HOST.unkept}
        </p>
      )}
    </header>
  );
}

// One place for all of it, so that what is read aloud comes one after the other.
function Teller({ told }: { readonly told: Told | undefined }) {
  return (
    <div class="teller" role="status" aria-live="polite" data-bad={told?.isBad ?? false}>
      {told !== undefined && <p key={told.count}>{told.sentence}</p>}
    </div>
  );
}

function SignedOut() {
  return (
    <main class="gate">
      <h1>{HOST.gate.signedOut}</h1>
      <p>{HOST.gate.signedOutMend}</p>
    </main>
  );
}
