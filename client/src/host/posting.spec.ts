import { beforeEach, describe, expect, test } from '@jest/globals';
import { KeptMap, LossyDesk, refused } from '../../../test/support/lossy-desk.js';
import { again, attempted, commandOf, Line, LINES_MAX, newLine, settled, takenBack } from './outbox.js';

let desk: LossyDesk;

beforeEach(() => {
  desk = new LossyDesk(1);
  desk.isGood = true;
});

const states = () => desk.posting.all.map(({ state }) => state.at);
const keyOf = (text: string): string => desk.posting.all.find(({ say }) => say.text === text)?.key ?? '';
const now = { now: 1_000, random: () => 1 };

function lineOf(text: string, more: object = {}): Line {
  return newLine({ key: 'key-0001', by: 'host', writtenAt: 0, say: { ...SAY, text, ...more } });
}

const SAY = { mode: 'say', urgency: 'normal', style: 'calm', front: false, spokenForMs: 0 } as const;

describe('posting', () => {
  test('[HO1] a line is kept before it is sent', async () => {
    desk.shut();
    desk.write('Nobody hears it yet.');
    expect(desk.kept.length).toBe(1);
    desk.reload();
    expect(desk.posting.all.map(({ say }) => say.text)).toEqual(['Nobody hears it yet.']);
    desk.open();
    await desk.clock.advance(1_000);
    expect([desk.server.said, desk.kept.length]).toEqual([['Nobody hears it yet.'], 0]);
  });

  test('[HO1] tells how old a line is, each time it is sent', async () => {
    desk.shut();
    desk.write('Old.');
    await desk.clock.advance(20_000);
    desk.open();
    await desk.clock.advance(1_000);
    expect(desk.commands.map(({ command }) => command)).toEqual([
      { name: 'enqueue', say: { ...SAY, text: 'Old.', spokenForMs: 20_000 } },
    ]);
  });

  test('[HO1] a browser that keeps nothing is told, and the line is sent all the same', async () => {
    desk.shut();
    desk.kept.isFull = true;
    desk.write('Only here.');
    expect(desk.posting.isUnkept).toBe(true);
    desk.open();
    await desk.clock.advance(1_000);
    expect([desk.server.said, desk.posting.isUnkept]).toEqual([['Only here.'], false]);
  });

  test('[HO1] a hundred lines wait at most', () => {
    desk.shut();
    for (let line = 0; line < LINES_MAX; line += 1) desk.write(`Line ${line}`);
    expect(desk.posting.write({ ...SAY, text: 'One more.' })).toBe(false);
    expect(desk.posting.all).toHaveLength(100);
  });

  test('[HO2] a flash does not wait for what was sent before it', () => {
    desk.isGood = false;
    desk.write('A slow one.');
    desk.write('Goal!', { urgency: 'flash' });
    desk.write('After the slow one.');
    expect(desk.commands.map(({ command }) => 'say' in command && command.say.text)).toEqual(['A slow one.', 'Goal!']);
  });

  test('[HO3] what got too old before it was sent waits for a word of its host, who says it anyway', async () => {
    desk.shut();
    desk.write('Corner.', { staleAfterMs: 30_000 });
    await desk.clock.advance(29_999);
    expect(states()).toEqual(['waiting']);
    await desk.clock.advance(1);
    expect(states()).toEqual(['stale']);
    desk.open();
    await desk.clock.advance(60_000);
    expect(desk.commands).toEqual([]);
    const old = keyOf('Corner.');
    desk.posting.anyway(old);
    await desk.clock.advance(1_000);
    expect(desk.server.said).toEqual(['Corner.']);
    expect(desk.commands[0]).toMatchObject({ command: { say: { spokenForMs: 0 } } });
    expect([desk.commands[0]?.key === old, desk.kept.length]).toEqual([false, 0]);
  });

  test('[HO3] after an hour a host is asked in any case, and told that the server may have it', async () => {
    const posting = desk.posting;
    desk.isGood = false;
    desk.write('Long ago.');
    posting.stop();
    const line = Line.parse(JSON.parse([...desk.kept.texts.values()][0] ?? ''));
    expect([line.attempts, line.state.at]).toEqual([1, 'waiting']);
    await desk.clock.advance(3_600_000);
    desk.shut();
    desk.reload();
    expect(desk.posting.all[0]?.state).toEqual({ at: 'stale', mayBeSaid: true });
  });

  test('[HO4] what the server refuses for good stays, with the reason, and can be sent again', () => {
    const nonsense = settled(lineOf('Nonsense.'), refused('speech.unknown-voice'), now) ?? lineOf('');
    expect(nonsense.state).toEqual({ at: 'refused', code: 'speech.unknown-voice' });
    expect(again(nonsense)).toEqual(lineOf('Nonsense.'));
    expect(settled(lineOf('Too old.'), refused('radio.stale'), now)?.state).toEqual({ at: 'stale', mayBeSaid: false });
    const sentTwice = { ...lineOf('Too old.'), attempts: 2 };
    expect(settled(sentTwice, refused('radio.stale'), now)?.state).toEqual({ at: 'stale', mayBeSaid: true });
  });

  test.each([
    ['the queue is full', refused('radio.queue-full'), 2_000],
    ['the server stops, and says when to come again', refused('server.draining', 7), 8_000],
    ['nobody is signed in any more', refused('people.not-signed-in'), 2_000],
    ['there is no answer', { lost: 'silence' } as const, 2_000],
    ['the connection is gone', { lost: 'away' } as const, 1_250],
  ])('[HO4] it is sent again by itself when %s', (_, answer, notBefore) => {
    expect(settled(lineOf('Again.'), answer, now)?.state).toMatchObject({ at: 'waiting', notBefore });
  });

  test('[HO4] at the fifth failure of the server itself the others do not wait for it any longer', () => {
    let line: Line | undefined = lineOf('Poison.');
    const after: (string | undefined)[] = [];
    for (let tries = 0; tries < 5; tries += 1) {
      line = line && settled(line, refused('server.fault'), now);
      after.push(line?.state.at);
    }
    expect(after).toEqual(['waiting', 'waiting', 'waiting', 'waiting', 'refused']);
  });

  test('[HO5] dropped before it was sent, nothing is left of a line', async () => {
    desk.shut();
    desk.write('Never mind.');
    desk.posting.drop(keyOf('Never mind.'));
    desk.open();
    await desk.clock.advance(60_000);
    expect([desk.commands, desk.kept.length]).toEqual([[], 0]);
  });

  test('[HO5] taken back when the server may have it, it is taken back there', () => {
    const sent = attempted(lineOf('Wrong name.', { staleAfterMs: 30_000 }));
    const unwanted = takenBack(sent);
    if (unwanted === undefined) throw new Error('It may be at the server.');
    // As old as can be: the server takes it only if it had it before.
    expect(commandOf(unwanted, 'final', 5_000)).toMatchObject({
      key: 'key-0001',
      command: { name: 'enqueue', say: { text: 'Wrong name.', spokenForMs: 86_400_000 } },
    });
    expect(settled(unwanted, refused('radio.stale'), now)).toBeUndefined();
    const request = '00000000-0000-7000-8000-000000000001';
    const known = settled(unwanted, { ok: { request }, sentAt: 0, answeredAt: 1 }, now);
    if (known === undefined) throw new Error('It is still to be taken back.');
    expect(commandOf(known, 'final', 5_000)).toEqual({
      channel: 'final',
      key: 'key-0001-back',
      command: { name: 'cancel', request },
    });
    expect(settled(known, { lost: 'silence' }, now)?.state).toMatchObject({ at: 'takingBack', notBefore: 2_000 });
    expect(settled(known, { ok: {}, sentAt: 0, answeredAt: 1 }, now)).toBeUndefined();
  });

  test('[HO5] whenever it is taken back, nothing of it is said and nothing is left', async () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const story = new LossyDesk(seed);
      story.lateMs = 5_000;
      story.write('Wrong name.', { staleAfterMs: 30_000 });
      await story.clock.advance(seed * 100);
      const isHere = story.posting.all.length > 0;
      story.posting.drop('key-0001');
      await story.clock.advance(20_000);
      story.isGood = true;
      await story.clock.advance(60_000);
      expect([seed, story.posting.all, story.kept.length]).toEqual([seed, [], 0]);
      expect([seed, story.server.said]).toEqual([seed, isHere ? [] : ['Wrong name.']]);
    }
  });

  test('[HO6] two pages of one browser keep their lines beside each other', () => {
    desk.shut();
    desk.write('From one page.');
    const other = new LossyDesk(2);
    other.shut();
    other.write('From another.');
    const [name = '', text = ''] = [...other.kept.texts][0] ?? [];
    const named = name.replace(/key-\d+$/, 'key-of-the-other');
    desk.posting.heard(named, text.replace(/key-\d+/, 'key-of-the-other'));
    expect(new Set(desk.posting.all.map(({ say }) => say.text))).toEqual(new Set(['From another.', 'From one page.']));
    desk.posting.heard(named, null);
    expect(desk.posting.all.map(({ say }) => say.text)).toEqual(['From one page.']);
    desk.posting.heard('something.else', null);
    expect(desk.posting.all).toHaveLength(1);
  });

  test('[HO6] what cannot be read is not in the way, and of another host’s lines its host decides', () => {
    const kept = new KeptMap();
    kept.setItem('longwave.line.final.key-0001', '{"key":');
    kept.setItem('longwave.line.final.key-0002', JSON.stringify({ ...lineOf('Of another.'), by: 'somebody' }));
    kept.setItem('longwave.line.other.key-0003', JSON.stringify(lineOf('Elsewhere.')));
    for (const [name, text] of kept.texts) desk.kept.setItem(name, text);
    desk.reload();
    expect(desk.posting.all).toMatchObject([
      { say: { text: 'Of another.' }, state: { at: 'stale', mayBeSaid: false } },
    ]);
  });
});
