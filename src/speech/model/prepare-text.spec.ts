import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { plainText } from './plain-text.js';
import { prepareText } from './prepare-text.js';

/** Written by hand: what a feed, a host or a model may send to make an engine do more than speak, and what is said of it. */
const MARKUP_CASES: readonly (readonly [given: string, said: string])[] = [
  // Speech markup, whole and broken.
  ['<speak>Goal!</speak>', 'Goal!'],
  ['Goal!<break time="10m"/> Kane scores.', 'Goal! Kane scores.'],
  ['<audio src="https://evil.example/x.mp3"/>Goal', 'Goal'],
  ['<audio src="https://evil.example/x.mp3">applause</audio> Goal', 'applause Goal'],
  ['<prosody rate="x-fast" volume="+40dB">Goal</prosody>', 'Goal'],
  ['<phoneme alphabet="ipa" ph="ˈɡəʊl">goal</phoneme>', 'goal'],
  ['<say-as interpret-as="characters">password</say-as>', 'password'],
  ['<voice name="Brian">Goal</voice>', 'Goal'],
  ['<mark name="x"/>Goal<mark name="y"/>', 'Goal'],
  ['<sub alias="something rude">FC</sub> Porto', 'FC Porto'],
  ['<?xml version="1.0"?><speak version="1.1">Goal</speak>', 'Goal'],
  ['<!DOCTYPE speak SYSTEM "file:///etc/passwd">Goal', 'Goal'],
  ['<![CDATA[<break/>]]>Goal', 'Goal'],
  ['<!-- secret -->Goal', 'Goal'],
  ['<amazon:effect name="whispered">Goal</amazon:effect>', 'Goal'],
  ['<mstts:express-as style="shouting">Goal</mstts:express-as>', 'Goal'],
  ['<BREAK TIME="9S">Goal', 'Goal'],
  ['<break\ntime="9s"\n/>Goal', 'Goal'],
  ['<audio alt="a>b" src=\'c>d\'>Goal', 'Goal'],
  ['<<break/>break time="1s"/>Goal', 'break time="1s"/ Goal'],
  ['<break time="1s"', 'break time="1s"'],
  ['Goal</speak', 'Goal /speak'],
  ['2 < 3 and 5 > 4', '2 3 and 5 4'],
  // The same in disguise.
  ['&lt;break time="10m"/&gt;Goal', 'Goal'],
  ['&amp;lt;break time="10m"/&amp;gt;Goal', 'Goal'],
  ['&amp;amp;lt;break/&amp;amp;gt;Goal', 'break/ Goal'],
  ['&#60;break/&#62;Goal', 'Goal'],
  ['&#x3C;break/&#x3e;Goal', 'Goal'],
  ['&#x00003C;break/&#0000000000062;Goal', 'Goal'],
  ['&#xFF1C;break/&#xFF1E;Goal', 'Goal'],
  ['＜break time="10m"／＞Goal', 'Goal'],
  ['﹤break/﹥Goal', 'Goal'],
  ['＆lt;break/＆gt;Goal', 'Goal'],
  ['<br\u200Beak/>Goal', 'Goal'],
  ['<\u200Dbreak/>Goal', 'Goal'],
  ['&#8203;&l\u200Bt;break/&gt;Goal', 'Goal'],
  ['<br\u0000eak/>Goal', 'Goal'],
  ['&lbrack;laughs&rbrack; Goal', 'Goal'],
  ['&unknown; Goal', 'Goal'],
  ['&#xFFFFFFF; Goal', 'Goal'],
  // Stage directions and commands of engines.
  ['[laughs] Goal', 'Goal'],
  ['Goal [applause]!', 'Goal !'],
  ['[whispers][excited] Goal', 'Goal'],
  ['［laughs］ Goal', 'Goal'],
  ['[lau\u200Bghs] Goal', 'Goal'],
  ["[[_^_en h@'loU]] Goal", 'Goal'],
  ['[[slnc 600000]]Goal', 'Goal'],
  ['[la[laughs]ughs] Goal', 'la ughs Goal'],
  ['[unclosed Goal', 'unclosed Goal'],
  ['{{player}} scores', 'scores'],
  ['{pause 10s}Goal', 'Goal'],
  ['<|endoftext|>Goal', 'Goal'],
  ['\\pause=9000\\ Goal', 'pause=9000 Goal'],
  ['\u001b[31mGoal\u001b[0m', '31mGoal 0m'],
  // Markdown and addresses.
  ['**Goal!** _What_ a `strike`', 'Goal! What a strike'],
  ['# Half-time', '# Half-time'],
  ['see https://user:secret@www.example.com:8443/a?b=c#d now', 'see example.com now'],
  ['(www.example.com/a).', '(example.com).'],
  ['file:///etc/passwd Goal', 'Goal'],
  // What is not seen, and what is too much.
  ['Go\u200Bal', 'Goal'],
  ['\uFEFFGo\u00ADal\u2060', 'Goal'],
  ['abc \u202Edef\u202C \u2066ghi\u2069', 'abc def ghi'],
  ['\u{E0041}\u{E0042}Goal', 'Goal'],
  ['Goal\u0007\u0008\u007F', 'Goal'],
  ['Goal\uD800!', 'Goal!'],
  ['Ｇｏａｌ ﬁne №１', 'Goal fine No1'],
  ['GOOOOOOOOOOOOOAL!!!!!!!!', 'GOOOOOAL!!!'],
  ['?!?!?!?!?!?!', '?!?!'],
  ['!!!&!!!amp;', '!!!'],
  ['9'.repeat(500), '999999999999'],
  ['Z\u0335\u0336\u0337\u0338\u0334\u0321 goal', 'Z\u0335\u0336\u0337\u0338 goal'],
  ['👏🏽 Goal 🇮🇳 1️⃣ 👨‍👩‍👧', 'Goal 1'],
  // What stays, because it is said.
  ['Brighton & Hove, AT&T', 'Brighton & Hove, AT&T'],
  ['50% of €5, 3° at +2', '50% of €5, 3° at +2'],
  ['Siobhán O’Brien', 'Siobhán O’Brien'],
  ['5½ overs', '5 1/2 overs'],
  ['क्\u200Dष ने गेंद डाली।', 'क्\u200Dष ने गेंद डाली।'],
  ['¡Gol! ¿Quién?', '¡Gol! ¿Quién?'],
  ['But !  «Oui»', 'But ! «Oui»'],
  ['one\r\n\r\n two\tthree\u00A0four', 'one\ntwo three four'],
];

/** Bits of which markup is made, drawn in any order, so that what one step removes may complete what another looks for. */
const HOSTILE = fc
  .array(
    fc.oneof(
      fc.constantFrom('<', '>', '[', ']', '{', '}', '&', '#', ';', 'lt', 'gt', 'amp', '60', 'x3c', '/', '"', "'", '='),
      fc.constantFrom('＜', '＆', '\u200B', '\u200D', '\u202E', '\u0000', '\n', ' ', 'break', 'http://', 'www.', '@'),
      fc.constantFrom('l', 'llllll', '000000000000', '!!!!!', '\u094D', '\u0301', '½', 'क'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

const MARKUP = /[<>[\]{}*_`~^|\\]|&(?:#|lt;|gt;|amp;|quot;|apos;)/u;
const UNSEEN = /(?!\n)[\p{Cc}\p{Co}\p{Cs}\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/u;

describe('preparing a text', () => {
  test('[SP51] the hand-made cases are many', () => {
    expect(MARKUP_CASES.length).toBeGreaterThanOrEqual(60);
  });

  test.each(MARKUP_CASES)('[SP51] %j is said as %j', (given, said) => {
    expect(plainText(given)).toBe(said);
  });

  test('[SP51] no markup and nothing invisible gets through, whatever is put together', () => {
    fc.assert(
      fc.property(HOSTILE, (text) => {
        const plain = plainText(text);
        expect(plain).not.toMatch(MARKUP);
        expect(plain).not.toMatch(UNSEEN);
        expect(plain).not.toMatch(/\d{13}|([!?.,])\1{3}|^\s|\s$|[^\S\n]{2}/u);
      }),
      { numRuns: 2_000 },
    );
  });

  test('[SP51] ordinary words are left as they are', () => {
    const word = fc.constantFrom('Kane', 'scores', '2–1', 'गेंद', 'd’un', 'Müller,', 'St.', '14.3', 'overs!', '¿qué?');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), (words) => {
        expect(plainText(words.join('  '))).toBe(words.join(' '));
      }),
    );
  });

  test.each([
    ['nothing', '', 'speech.empty-text'],
    ['space', ' \n\t ', 'speech.empty-text'],
    ['signs', '!!! …', 'speech.empty-text'],
    ['emoji', '👏👏', 'speech.empty-text'],
    ['markup', '<break time="10m"/>', 'speech.empty-text'],
    ['2,002 characters', 'a '.repeat(1_001), 'speech.text-too-long'],
    ['2,001 characters of two units each', '😀'.repeat(2_001), 'speech.text-too-long'],
    ['what becomes too long by NFKC', '\u{FDFA}'.repeat(200), 'speech.text-too-long'],
    ['100,000 characters of markup', '<'.repeat(100_000), 'speech.text-too-long'],
  ])('[SP52] %s is refused', (_what, text, code) => {
    expect(prepareText(text)).toMatchObject({ refused: code });
  });

  test('[SP52] 2,000 characters are not too many, however they are stored', () => {
    expect(prepareText('ab '.repeat(666) + 'ab')).toHaveLength(2_000);
    expect(prepareText('a' + '😀'.repeat(1_999))).toBe('a');
  });
});
