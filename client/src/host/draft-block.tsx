import { useEffect, useRef, useState } from 'preact/hooks';
import { z } from 'zod';
import { TEXT_MAX } from '../../../src/wire/limits.js';
import { Say } from '../../../src/wire/host.js';
import type { Line } from '../../../src/wire/match-doors.js';
import { askAsMe } from '../people/asking-as.js';
import { reasonOf } from '../people/failed.js';
import { HOST } from '../words/host.js';
import { HOST_MATCH } from '../words/host-match.js';
import type { BlockProps } from './block-props.js';
import { draftsOf, meantBy, nameOf, READ_MS, type DraftKey } from './drafts.js';
import { useEvery } from './use-desk.js';

const SHOWN_MS = 250;
const words = HOST_MATCH.draft;
const Nothing = z.object({});

interface DraftsProps extends BlockProps {
  readonly lines: readonly Line[];
}

interface Editing {
  readonly of: Line;
  readonly text: string;
}

/** What waits for this host: Enter airs it, E edits it, Esc drops it. */
export function DraftBlock({ desk, tell, lines }: DraftsProps) {
  useEvery(SHOWN_MS);
  const [editing, setEditing] = useState<Editing>();
  const [settled, setSettled] = useState('');
  const now = desk.now() ?? 0;
  const [draft] = draftsOf(lines, desk.channel.id, now).filter((one) => nameOf(one) !== settled);
  const path = `/v1/channels/${desk.channel.id}/commentary/lines/`;
  const settle = async (line: Line, how: 'air' | 'drop', text?: string): Promise<boolean> => {
    setSettled(nameOf(line));
    const body = how === 'drop' ? {} : { body: text === undefined ? {} : { text } };
    const answer = await askAsMe(`${path}${nameOf(line)}/${how}`, Nothing, { method: 'POST', ...body });
    const reason = reasonOf(answer);
    tell(reason ?? words.done[how], reason !== undefined);
    if (reason !== undefined) setSettled('');
    return reason === undefined;
  };
  const act = (key: DraftKey): void => {
    if (draft === undefined) return;
    if (key === 'edit') setEditing({ of: draft, text: draft.text });
    else void settle(draft, key);
  };
  const takesKeys = useDraftKeys(editing === undefined ? draft : undefined, act);
  if (editing !== undefined) {
    const isOpen = lines.some((line) => nameOf(line) === nameOf(editing.of) && line.state === 'draft');
    return (
      <DraftEditor
        {...{ editing, setEditing, desk, tell }}
        leftMs={isOpen ? (editing.of.until ?? 0) - now : 0}
        air={(text) => settle(editing.of, 'air', text)}
      />
    );
  }
  return (
    <section
      id="draft"
      class="draft"
      aria-label={words.heading}
      data-is-empty={draft === undefined}
      data-takes-keys={takesKeys}
    >
      {draft !== undefined && <Waiting draft={draft} leftMs={(draft.until ?? 0) - now} act={act} />}
      <p class="unseen" role="status">
        {draft === undefined ? '' : words.waits(draft.text)}
      </p>
    </section>
  );
}

interface WaitingProps {
  readonly draft: Line;
  readonly leftMs: number;
  readonly act: (key: DraftKey) => void;
}

function Waiting({ draft, leftMs, act }: WaitingProps) {
  return (
    <>
      <a class="to-draft" href="#draft">
        {words.toDraft}
      </a>
      <p class="small quiet">
        <strong>{words.heading}</strong> <span class="figure">{words.left(seconds(leftMs))}</span>
      </p>
      <p class="script" lang={draft.language} dir="auto">
        {draft.text}
      </p>
      <div class="row">
        {(['air', 'edit', 'drop'] as const).map((key) => (
          <button
            key={key}
            type="button"
            class={key === 'air' ? 'send' : 'plain'}
            aria-keyshortcuts={words.keys[key]}
            onClick={() => act(key)}
          >
            {words.acts[key]} <kbd aria-hidden="true">{words.keys[key]}</kbd>
          </button>
        ))}
      </div>
    </>
  );
}

interface EditorProps extends BlockProps {
  readonly editing: Editing;
  readonly setEditing: (editing: Editing | undefined) => void;
  /** Nothing left: it was settled or is too old, and the words are the host’s own. */
  readonly leftMs: number;
  readonly air: (text: string) => Promise<boolean>;
}

function DraftEditor({ desk, tell, editing, setEditing, leftMs, air }: EditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const text = editing.text.trim();
  const isOpen = leftMs > 0;
  const save = async (): Promise<void> => {
    if (text === '') return;
    if (!isOpen) {
      if (!desk.posting.write(Say.parse({ text, language: editing.of.language }))) return tell(HOST.compose.full, true);
      tell(desk.isOpen ? HOST.compose.sent : HOST.compose.kept);
    } else if (!(await air(text))) return;
    setEditing(undefined);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') setEditing(undefined);
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void save();
    }
  };
  return (
    <section class="draft" aria-label={words.heading}>
      <p class="small quiet" role="status">
        {isOpen ? words.editing : words.gone}
      </p>
      <textarea
        ref={field}
        rows={3}
        dir="auto"
        lang={editing.of.language}
        aria-label={words.text}
        maxLength={TEXT_MAX}
        value={editing.text}
        onInput={({ currentTarget }) => setEditing({ ...editing, text: currentTarget.value })}
        onKeyDown={onKey}
      />
      <div class="row">
        <button type="button" class="send" disabled={text === ''} onClick={() => void save()}>
          {isOpen ? words.acts.air : words.sayOwn}
        </button>
        <button type="button" class="plain" onClick={() => setEditing(undefined)}>
          {words.noEdit}
        </button>
        {isOpen && <span class="figure small quiet">{words.left(seconds(leftMs))}</span>}
      </div>
    </section>
  );
}

/** Whether keys are taken: what came a moment ago was not read yet. */
function useDraftKeys(draft: Line | undefined, act: (key: DraftKey) => void): boolean {
  const name = draft === undefined ? undefined : nameOf(draft);
  const shown = useRef<{ readonly name: string | undefined; readonly at: number }>({ name: undefined, at: 0 });
  if (shown.current.name !== name) shown.current = { name, at: performance.now() };
  const isRead = (): boolean => performance.now() - shown.current.at >= READ_MS;
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (name === undefined) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      const { key, target, ctrlKey, metaKey, altKey, repeat } = event;
      const on = target instanceof Element ? target.tagName : '';
      const meant = meantBy({ key, on, isModified: ctrlKey || metaKey || altKey || repeat });
      if (meant === undefined || event.defaultPrevented || !isRead()) return;
      event.preventDefault();
      latest.current(meant);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [name]);
  return name !== undefined && isRead();
}

function seconds(ms: number): string {
  return String(Math.max(0, Math.ceil(ms / 1_000)));
}
