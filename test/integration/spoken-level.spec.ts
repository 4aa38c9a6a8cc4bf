import { afterAll, describe, expect, test } from '@jest/globals';
import { SystemClock } from '../../src/kernel/clock.js';
import { isRefusal } from '../../src/kernel/outcome.js';
import { EspeakSpeech } from '../../src/speech/espeak.speech.js';
import { Voicing } from '../../src/speech/voicing.js';
import { audioRoom, levelOf } from '../support/audio.js';

const room = audioRoom();
const speech = new EspeakSpeech(new SystemClock());
const voicing = new Voicing(speech, room.audio);
afterAll(async () => void (await Promise.all([speech.close(), room.close()])));

const SAID: Readonly<Record<string, string>> = {
  en: 'Smith drives it through the covers and they run three more together. Four runs! That is the hundred. The bowler turns at the top of his mark, and the crowd falls silent. A quiet over, only two singles from it.',
  hi: 'चार रन! यह शतक है। पूरा मैदान खड़ा हो गया है और तालियाँ बजा रहा है। गेंदबाज़ अपनी जगह से दौड़ना शुरू करता है। एक शांत ओवर, केवल दो रन बने।',
  es: '¡Gol! El balón entra por la escuadra. El portero no pudo hacer nada. Minuto noventa y el estadio entero está de pie. Falta peligrosa al borde del área. El árbitro mira su reloj y pita el final.',
  fr: 'But ! Le ballon finit dans la lucarne. Le gardien n’a rien pu faire. On joue la quatre-vingt-dixième minute et tout le stade est debout. Coup franc dangereux à l’entrée de la surface.',
  pt: 'Gol! A bola entra no ângulo. O goleiro não pôde fazer nada. Minuto noventa e o estádio inteiro está de pé. Falta perigosa na entrada da área. O árbitro olha para o relógio.',
  de: 'Tor! Der Ball schlägt genau im Winkel ein. Der Torwart war ohne jede Chance. Wir sind in der neunzigsten Minute, und das ganze Stadion steht. Freistoß an der Strafraumgrenze.',
};
const STYLES = ['calm', 'excited', 'grave'] as const;

async function spoken(language: string, style: (typeof STYLES)[number], text: string): Promise<Buffer[]> {
  const voiced = voicing.voice({ text, language, style }, AbortSignal.timeout(60_000));
  if (isRefusal(voiced)) throw new Error(voiced.detail);
  const frames: Buffer[] = [];
  for await (const { chunks } of voiced.made) frames.push(...chunks.map(({ chunk }) => chunk.frames));
  return frames;
}

describe('the level of the embedded voice', () => {
  const requests = Object.entries(SAID).flatMap(([language, text]) => STYLES.map((style) => [language, style, text]));

  test.each(requests as [string, (typeof STYLES)[number], string][])(
    '[AU11] a request in %s, %s, lies at −16 LUFS and peaks under −1.5 dBTP',
    async (language, style, text) => {
      const frames = await spoken(language, style, text);
      expect(frames.length).toBeGreaterThanOrEqual(3);
      const { lufs, truePeakDb } = await levelOf(Buffer.concat(frames));
      expect(Math.abs(lufs + 16)).toBeLessThanOrEqual(1);
      expect(truePeakDb).toBeLessThanOrEqual(-1.5);
    },
    60_000,
  );

  test.each(Object.entries(SAID))('[AU11] so does a single sentence in %s, after others', async (language, text) => {
    const [first = ''] = /.{12,}?[.।](?= |$)/u.exec(text) ?? [];
    const { lufs, truePeakDb } = await levelOf(Buffer.concat(await spoken(language, 'calm', first)));
    expect(Math.abs(lufs + 16)).toBeLessThanOrEqual(1);
    expect(truePeakDb).toBeLessThanOrEqual(-1.5);
  });
});
