import { describe, expect, test } from '@jest/globals';
import { expectedMs } from './expected.js';

/** What the embedded voice took at its usual rate, silence around it cut off, in ms. Measured once, outside this code. */
const MEASURED: readonly [string, number, string][] = [
  ['en', 1923, 'Four runs! That is the hundred.'],
  ['en', 320, 'Goal!'],
  ['en', 378, 'GOOOAL!'],
  ['en', 1138, 'The score is 2–1.'],
  ['en', 3880, 'After 14.3 overs India are 187 for 4.'],
  ['en', 3865, "Siobhan O'Brien plays it back to the keeper and they build again from the left."],
  ['en', 5778, 'It was 1966 when England last won the World Cup, and nobody here needs reminding.'],
  ['en', 325, 'Yes.'],
  [
    'en',
    5808,
    'Manchester United lead by two goals to one with seventeen minutes of normal time remaining here at Old Trafford.',
  ],
  ['en', 725, 'Fifteen-love.'],
  [
    'en',
    8908,
    'And that, ladies and gentlemen, is extraordinary: the goalkeeper came up for the corner, missed the header, and somehow the ball found its way over the line off his knee.',
  ],
  ['en', 3452, 'The attendance tonight is 54,312.'],
  ['en', 3936, '100 metres to go, 50 metres to go, 20, 10!'],
  ['hi', 1928, 'चौका! यह उनका शतक है।'],
  ['hi', 328, 'गोल!'],
  ['hi', 4484, '14.3 ओवर के बाद भारत 187 पर 4 विकेट।'],
  ['hi', 4887, 'विराट कोहली ने गेंद को कवर की दिशा में धकेल दिया और तेज़ी से एक रन पूरा किया।'],
  ['hi', 3907, '1983 में भारत ने पहली बार विश्व कप जीता था।'],
  ['hi', 7195, 'रोहित शर्मा शानदार फ़ॉर्म में हैं, उन्होंने पिछले पाँच मैचों में तीन शतक लगाए हैं और आज भी वे बहुत अच्छा खेल रहे हैं।'],
  ['hi', 3604, 'दर्शकों की संख्या 54312 है।'],
  ['es', 247, '¡Gol!'],
  ['es', 326, '¡Goool!'],
  ['es', 2241, '¡Qué golazo de Messi desde fuera del área!'],
  ['es', 1423, 'El marcador es 2–1.'],
  ['es', 2976, 'En 2010 España ganó su primer Mundial.'],
  ['es', 4052, 'La afluencia de esta noche es de 54.312 espectadores.'],
  [
    'es',
    6680,
    'El portero subió a rematar el saque de esquina, falló el cabezazo, y el balón acabó entrando por la escuadra.',
  ],
  ['fr', 262, 'But !'],
  ['fr', 2930, "Quel but de Mbappé depuis l'extérieur de la surface !"],
  ['fr', 1467, 'Le score est de 2–1.'],
  ['fr', 4287, 'En 1998, la France a gagné sa première Coupe du monde.'],
  ['fr', 4160, 'Ce soir, 54 312 spectateurs sont présents.'],
  ['fr', 5487, 'Le gardien est monté sur le corner, il a manqué sa tête, et le ballon a fini au fond des filets.'],
  ['pt', 247, 'Gol!'],
  ['pt', 2068, 'Que golaço do Neymar de fora da área!'],
  ['pt', 1561, 'O placar é 2–1.'],
  ['pt', 3726, 'Em 2002 o Brasil ganhou sua quinta Copa do Mundo.'],
  ['pt', 4114, 'O público desta noite é de 54.312 torcedores.'],
  ['pt', 5442, 'O goleiro subiu para cabecear o escanteio, errou a bola, e ela acabou entrando no ângulo.'],
  ['de', 301, 'Tor!'],
  ['de', 353, 'Toooor!'],
  ['de', 2726, 'Was für ein Tor von Müller aus der zweiten Reihe!'],
  ['de', 1109, 'Es steht 2–1.'],
  ['de', 4325, '1954 gewann Deutschland zum ersten Mal die Weltmeisterschaft.'],
  ['de', 3655, 'Heute Abend sind 54.312 Zuschauer im Stadion.'],
  [
    'de',
    6293,
    'Der Torhüter kam nach vorne, verpasste den Kopfball, und irgendwie fand der Ball doch noch den Weg über die Linie.',
  ],
  ['de', 1804, 'Donaudampfschifffahrtsgesellschaft'],
];

const words = (text: string): number => text.split(' ').length;

describe('how long a text should take', () => {
  test.each(MEASURED.filter(([, , text]) => words(text) >= 3))('[SP50] %s, %i ms: %s', (language, spokenMs, text) => {
    const ratio = spokenMs / expectedMs(text, language);
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.7);
  });

  // Half of the window on either side is left to voices that are slower or faster than the embedded one.
  test.each(MEASURED)('[SP50] well inside 0.4 to 2.5 times: %s, %i ms: %s', (language, spokenMs, text) => {
    const ratio = spokenMs / expectedMs(text, language);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  test.each([
    ['14.3', 'a ton'],
    ['2023', 'ball'],
    ['54,312', 'crowds'],
    ['LBW', 'ball'],
    ['50%', 'fif'],
    ['Goal, goal', 'Goal goal'],
    ['Goal. Goal', 'Goal, goal'],
  ])('[SP50] %s takes longer than %s', (longer, shorter) => {
    expect(expectedMs(longer, 'en')).toBeGreaterThan(expectedMs(shorter, 'en'));
  });

  test('[SP50] a region changes nothing, and an unknown language has an answer', () => {
    expect(expectedMs('A goal for the visitors.', 'en-GB')).toBe(expectedMs('A goal for the visitors.', 'en'));
    expect(expectedMs('Ein Tor', 'xx')).toBeGreaterThan(300);
    expect(expectedMs('日本が先制', 'ja')).toBeGreaterThan(900);
  });
});
