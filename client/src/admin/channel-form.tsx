import { useId, useState } from 'preact/hooks';
import { VISIBILITIES, type ChannelChanges, type ChannelDetails } from '../../../src/wire/host.js';
import { KEEP_DAYS_MAX } from '../../../src/wire/limits.js';
import { Field } from '../look/field.js';
import { ADMIN } from '../words/admin.js';

interface Form {
  /** Without one it is a new channel. */
  readonly of?: ChannelDetails | undefined;
  readonly submit: string;
  readonly done: (title: string) => string;
  /** Why it could not be done; nothing where it was. */
  readonly onSubmit: (changes: ChannelChanges & { id?: string }) => Promise<string | undefined>;
}

export function ChannelForm({ of, submit, done, onSubmit }: Form) {
  const [said, setSaid] = useState<{ readonly text: string; readonly isBad: boolean }>();
  const [isBusy, setBusy] = useState(false);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement)) return;
    const given = readForm(new FormData(form));
    setBusy(true);
    const failure = await onSubmit(given);
    setBusy(false);
    setSaid({ text: failure ?? done(given.title ?? ''), isBad: failure !== undefined });
    if (failure === undefined && of === undefined) form.reset();
  };
  return (
    <form class="fields" onSubmit={(event) => void send(event)}>
      <Field label={ADMIN.channelTitle}>
        {(id) => <input id={id} name="title" required maxLength={200} defaultValue={of?.title ?? ''} />}
      </Field>
      {of === undefined && (
        <Field label={ADMIN.channelId} hint={ADMIN.channelIdHint}>
          {(id) => <input id={id} name="id" pattern="[a-z0-9_\-]{1,64}" autocapitalize="off" autocomplete="off" />}
        </Field>
      )}
      <Field label={ADMIN.language} hint={ADMIN.languageHint}>
        {(id) => (
          <input
            id={id}
            name="language"
            required
            pattern="[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
            defaultValue={of?.language ?? 'en'}
          />
        )}
      </Field>
      <Field label={ADMIN.voice} hint={ADMIN.voiceHint}>
        {(id) => <input id={id} name="voice" maxLength={100} defaultValue={of?.voice ?? ''} />}
      </Field>
      <Field label={ADMIN.visibility}>
        {(id) => (
          <select id={id} name="visibility" defaultValue={of?.visibility ?? 'public'}>
            {VISIBILITIES.map((visibility) => (
              <option key={visibility} value={visibility} selected={visibility === (of?.visibility ?? 'public')}>
                {ADMIN.visibilities[visibility]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Keeping of={of} />
      <button type="submit" disabled={isBusy}>
        {submit}
      </button>
      <p class={said?.isBad === true ? 'bad' : 'quiet'} role="status">
        {said?.text}
      </p>
    </form>
  );
}

function Keeping({ of }: Pick<Form, 'of'>) {
  const archived = useId();
  return (
    <>
      <div class="check">
        <input id={archived} type="checkbox" name="archived" defaultChecked={of?.archived ?? true} />
        <label for={archived}>{ADMIN.archive}</label>
      </div>
      <Field label={ADMIN.keepDays} hint={ADMIN.keepDaysHint}>
        {(id) => (
          <input
            id={id}
            name="keepDays"
            type="number"
            min={1}
            max={KEEP_DAYS_MAX}
            step={1}
            defaultValue={of?.keepDays ?? ''}
          />
        )}
      </Field>
    </>
  );
}

function readForm(data: FormData): ChannelChanges & { id?: string } {
  const text = (name: string): string => textIn(data, name);
  const visibility = VISIBILITIES.find((known) => known === text('visibility')) ?? 'public';
  return {
    title: text('title'),
    language: text('language'),
    voice: text('voice') === '' ? null : text('voice'),
    visibility,
    archived: data.has('archived'),
    keepDays: text('keepDays') === '' ? null : Number(text('keepDays')),
    ...(text('id') === '' ? {} : { id: text('id') }),
  };
}

// A form of text fields holds no files.
function textIn(data: FormData, name: string): string {
  const given = data.get(name);
  return typeof given === 'string' ? given.trim() : '';
}
