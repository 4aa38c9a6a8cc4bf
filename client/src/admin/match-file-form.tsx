import { useState } from 'preact/hooks';
import { MatchDetails } from '../../../src/wire/match-doors.js';
import { Field } from '../look/field.js';
import { askAsMe } from '../people/asking-as.js';
import { ADMIN_MATCHES } from '../words/admin-matches.js';
import { fileFailure, tooLarge } from './file-failure.js';
import { MatchPlay } from './match-play.js';

const words = ADMIN_MATCHES.file;
/** Five megabytes over a slow line. */
const SEND_MS = 120_000;

type Sent =
  | { readonly is: 'sending' }
  | { readonly is: 'taken'; readonly match: MatchDetails }
  | { readonly is: 'failed'; readonly why: string };

/** Makes a match of a file, leads to it, and has it played. */
export function MatchFileForm({ onTaken }: { readonly onTaken: () => Promise<void> }) {
  const [sent, setSent] = useState<Sent>();
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const data = new FormData(event.currentTarget);
    const [file, language] = [data.get('file'), data.get('language')];
    if (!(file instanceof File) || typeof language !== 'string') return;
    const why = tooLarge(file.size);
    if (why !== undefined) return setSent({ is: 'failed', why });
    setSent({ is: 'sending' });
    const query = language === '' ? '' : `?language=${encodeURIComponent(language)}`;
    const answer = await askAsMe(`/v1/match-files${query}`, MatchDetails, {
      method: 'POST',
      // As bytes: whatever the browser takes it for, the server says what it is.
      body: new Blob([file], { type: 'application/octet-stream' }),
      withinMs: SEND_MS,
    });
    setSent('ok' in answer ? { is: 'taken', match: answer.ok } : { is: 'failed', why: fileFailure(answer) });
    await onTaken();
  };
  return (
    <details class="card">
      <summary>{words.heading}</summary>
      <form class="fields" onSubmit={(event) => void send(event)}>
        <Field label={words.file} hint={words.about}>
          {(id) => <input id={id} name="file" type="file" accept=".json,.jsonl,application/json" required />}
        </Field>
        <Field label={words.language} hint={words.languageHint}>
          {(id) => (
            <input
              id={id}
              name="language"
              pattern="[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
              autocapitalize="off"
              autocomplete="off"
              defaultValue="en"
            />
          )}
        </Field>
        <button type="submit" disabled={sent?.is === 'sending'}>
          {words.send}
        </button>
        <p class={sent?.is === 'failed' ? 'bad' : 'quiet'} role="status">
          {sent && wordsOf(sent)}
        </p>
      </form>
      {sent?.is === 'taken' && (
        <>
          <a href={`/match/${sent.match.id}`}>{ADMIN_MATCHES.open}</a>
          <MatchPlay key={sent.match.id} id={sent.match.id} />
        </>
      )}
    </details>
  );
}

function wordsOf(sent: Sent): string {
  switch (sent.is) {
    case 'sending':
      return words.sending;
    case 'taken':
      return words.taken(sent.match.title);
    case 'failed':
    default:
      return sent.why;
  }
}
