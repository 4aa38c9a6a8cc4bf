import { useCallback, useState } from 'preact/hooks';
import type { EventContent } from '../../../src/wire/matches.js';
import { Scoreboard } from '../score/scoreboard.js';
import { eventWords } from '../score/event-words.js';
import { PAD } from '../words/pad.js';
import { CricketPad } from './cricket-pad.js';
import { FootballPad } from './football-pad.js';
import { isNameable, LastTold, ToldList } from './told-list.js';
import type { Opened } from './opened.js';
import { OpenSheet } from './open-sheet.js';
import { StepsRow } from './steps-row.js';
import { useCrease } from './use-crease.js';
import { usePad, type FoundMatch, type Pad } from './use-pad.js';
import { Waiting } from './waiting.js';

/** The whole pad of a match that one may tell. */
export function PadDesk({ found }: { readonly found: FoundMatch }) {
  const pad = usePad(found);
  const crease = useCrease(pad);
  const [opened, setOpened] = useState<Opened>();
  const [said, setSaid] = useState('');
  const closed = useCallback(() => setOpened(undefined), []);
  const { match } = pad;
  const tell = (contents: readonly EventContent[]): string | undefined => {
    const facts = pad.tell(contents);
    const last = contents.at(-1);
    if (facts.length < contents.length || last === undefined) setSaid(PAD.full);
    else setSaid(PAD.said(eventWords(match, { content: last, rawType: null }).what));
    return facts.at(-1);
  };
  const tellAndName = (content: EventContent): void => {
    const fact = tell([content]);
    if (fact !== undefined && isNameable(content)) setOpened({ sheet: 'fact', fact });
  };
  return (
    <>
      <h1 class="told-match" lang={match.language}>
        {match.title}
      </h1>
      <Scoreboard match={match} events={pad.events} offsetMs={pad.offsetMs} />
      <Waiting pad={pad} open={setOpened} />
      <StepsRow pad={pad} crease={crease.now} tell={tell} open={setOpened} />
      {match.sport === 'cricket' ? (
        <CricketPad pad={pad} crease={crease} tell={tell} open={setOpened} />
      ) : (
        <FootballPad pad={pad} tell={tellAndName} />
      )}
      <ToldList pad={pad} open={setOpened} />
      <p class="unseen" role="status">
        {said}
      </p>
      <LastTold pad={pad} open={setOpened} onUndone={(what) => setSaid(PAD.undone(what))} />
      {opened !== undefined && <OpenSheet opened={opened} pad={pad} crease={crease} tell={tell} onClosed={closed} />}
      <WatchLink pad={pad} />
    </>
  );
}

function WatchLink({ pad: { match } }: { readonly pad: Pad }) {
  return (
    <p class="pad-ways">
      <a href={`/match/${match.id}`}>{PAD.watch}</a>
      <a href="/pad">{PAD.toStart}</a>
    </p>
  );
}
