import { useEffect, useRef, useState } from 'preact/hooks';
import type { Caption, ServerMs } from '../../../src/wire/radio.js';
import { wordAt } from '../player/word-at.js';
import { LISTEN } from '../words/listen.js';

interface Shown {
  readonly language: string;
  readonly captions: readonly Caption[];
  readonly heardAt: ServerMs | undefined;
}

const FRAME_MS = 24;
/** Whoever scrolls back so little still looks at the newest. */
const NEAR_PX = 48;

/** What was said in the last minutes, the newest last, with the word that sounds now. It follows, until somebody scrolls back. */
export function CaptionsView({ captions, heardAt, language }: Shown) {
  const list = useRef<HTMLOListElement>(null);
  const [isFollowing, setFollowing] = useState(true);
  const newest = captions.at(-1)?.chunk;
  useEffect(() => {
    if (isFollowing) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [newest, isFollowing]);
  const scrolled = (): void => {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = list.current ?? {};
    setFollowing(scrollHeight - scrollTop - clientHeight < NEAR_PX);
  };
  return (
    <section class="captions" aria-labelledby="captions-title">
      <h2 id="captions-title" class="unseen">
        {LISTEN.captions}
      </h2>
      {captions.length === 0 && <p class="quiet captions-none">{LISTEN.noCaptions}</p>}
      <ol
        ref={list}
        lang={language}
        onScroll={scrolled}
        tabIndex={captions.length === 0 ? -1 : 0}
        aria-labelledby="captions-title"
      >
        {captions.map((caption) => (
          <CaptionLine key={caption.chunk} caption={caption} heardAt={heardAt} />
        ))}
      </ol>
      {!isFollowing && (
        <button type="button" class="plain captions-now" onClick={() => setFollowing(true)}>
          {LISTEN.earlier}
        </button>
      )}
    </section>
  );
}

function CaptionLine({ caption, heardAt }: { readonly caption: Caption; readonly heardAt: ServerMs | undefined }) {
  const { text, startsAt, frames, silenced = false } = caption;
  const isNow = heardAt !== undefined && heardAt >= startsAt && heardAt < startsAt + frames * FRAME_MS;
  const word = isNow ? wordAt(caption, heardAt) : undefined;
  if (silenced) return <li class="quiet">{LISTEN.withdrawn}</li>;
  if (word === undefined) return <li data-now={isNow}>{text}</li>;
  return (
    <li data-now>
      {text.slice(0, word.start)}
      <mark>{text.slice(word.start, word.end)}</mark>
      {text.slice(word.end)}
    </li>
  );
}
