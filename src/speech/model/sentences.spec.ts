import { describe, expect, test } from '@jest/globals';
import { sentences } from './sentences.js';

/** Written by hand: a `|` stands where one sentence ends and the next begins. */
const CASES: Readonly<Record<string, readonly string[]>> = {
  en: [
    'Four runs! | That is the hundred.',
    'Goal! | Goal! | Goal!',
    'It finishes 2–1. | Arsenal go top.',
    'It finishes 2-1. | Arsenal go top.',
    'After 14.3 overs India are 187 for 4. | Kohli has 82.',
    'They need 6.25 an over. | It can be done.',
    'J. K. Smith takes the corner. | It is cleared.',
    'J.K. Smith takes the corner. | It is cleared.',
    'A. B. de Villiers plays. | What a shot!',
    'St. Helens lead Wigan. | Ten minutes left.',
    'St. Pauli vs. Bayern is next. | Stay with us.',
    'Mr. Dean points to the spot. | Penalty!',
    'The referee, Dr. Brych, waits. | VAR is looking.',
    'Here is No. 9 Kane. | He scores!',
    'Is it out? | No. | The umpire shakes his head.',
    'Man Utd vs. Liverpool. | Kick-off at 3 p.m. today.',
    'The U.S. Open final. | Advantage Sinner.',
    '“What a goal!” he shouts. | The crowd is up.',
    '"Is it in?" asks everyone. | It is.',
    'Is it in?! | Yes!',
    'And... it is in. | Unbelievable.',
    'O’Brien to D’Arcy. | Try!',
    'Lap 12 of 57. | Verstappen leads by 3.412 seconds.',
    'Half-time: 1–0. | We will be back.',
    'Fifteen-love. | Second serve.',
    'He was born in St. Louis, Mo. | He plays in D.C. now.',
    'First line\n | second line',
  ],
  hi: [
    'चौका! | यह उनका शतक है।',
    'स्कोर 2–1 है। | खेल जारी है।',
    '14.3 ओवर के बाद भारत 187 पर 4 विकेट। | कोहली 82 पर हैं।',
    'एम. एस. धोनी क्रीज़ पर हैं। | छक्का!',
    'डॉ. राजेश ने कहा। | सब ठीक है।',
    'श्री. कुमार आए। | खेल शुरू।',
    'आउट! | बोल्ड कर दिया।',
    'क्या यह आउट है? | नहीं।',
    'गोल हो गया. | दर्शक झूम उठे.',
    'रन रेट 6.25 है। | लक्ष्य पास है॥',
  ],
  es: [
    '¡Gol! | ¡Gol de Messi!',
    '¿Penalti? | Sí, penalti.',
    'El marcador es 2–1. | Queda poco.',
    'La Sra. García aplaude. | Final.',
    'El Dr. Ruiz entra al campo. | Cambio.',
    'J. M. Giménez despeja. | Córner.',
    'EE. UU. gana 3-0. | Sorpresa.',
    'El núm. 10 la toca. | Falta.',
    'Asisten 54.312 personas. | Lleno total.',
    '«¡Qué gol!» grita la grada. | Se acabó.',
  ],
  fr: [
    'But ! | Quel but de Mbappé !',
    'Le score est de 2–1. | Il reste peu.',
    'M. Turpin siffle. | Penalty !',
    'Mme. Frappart arbitre. | Corner.',
    'J. M. Pesci entre. | Essai !',
    'St. Étienne mène. | Fin du match.',
    '« Quel but ! » crie la foule. | C’est fini.',
    'Il court en 9,58 secondes. | Record !',
    'Hors-jeu ? | Non.',
  ],
  pt: [
    'Gol! | Golaço do Vini Jr. no Maracanã!',
    'O placar é 2–1. | Falta pouco.',
    'O Sr. Silva apita. | Pênalti!',
    'A Dra. Souza entra. | Substituição.',
    'J. P. Galvão chuta. | Defendeu!',
    'O público é de 54.312. | Casa cheia.',
    'É gol? | É.',
    'A camisa n.º 10 dribla. | Escanteio.',
  ],
  de: [
    'Tor! | Was für ein Tor!',
    'Es steht 2–1. | Noch zehn Minuten.',
    'Es steht 2:1. | Noch zehn Minuten.',
    'Am 3. Mai spielt der 1. FC Köln. | Anpfiff ist um halb vier.',
    'Die 2. Halbzeit läuft. | Abseits!',
    'Dr. Brych pfeift. | Elfmeter!',
    'Hr. Müller protestiert. | Gelb.',
    'J. R. Müller schießt, z. B. Mit links. | Drüber.',
    'Nr. 10 Musiala dribbelt. | Foul.',
    'St. Pauli führt. | Schluss!',
    '54.312 Zuschauer sind da. | Ausverkauft.',
    '„Tor!“ ruft er. | Jubel.',
  ],
};

const cases = Object.entries(CASES).flatMap(([language, lines]) => lines.map((line) => [language, line] as const));

describe('sentences', () => {
  test('[SP53] the hand-made cases are many, in six languages', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
    expect(Object.keys(CASES)).toEqual(['en', 'hi', 'es', 'fr', 'pt', 'de']);
  });

  test.each(cases)('[SP53] %s: %s', (language, line) => {
    const text = line.replaceAll(' | ', ' ').replaceAll('\n ', '\n');
    const expected = line.split('|').map((sentence) => sentence.trim());
    expect(sentences(text, language).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });

  test('[SP53] any well-formed tag will do', () => {
    expect(sentences('One. Two.', 'xx-Latn-ZZ')).toEqual([
      { start: 0, end: 4 },
      { start: 5, end: 9 },
    ]);
  });
});
