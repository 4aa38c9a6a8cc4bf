import { describe, expect, test } from '@jest/globals';
import { sayArguments } from './say-arguments.js';

describe('what `npm run say` is asked', () => {
  test('[SP23] the rest has a usual value', () => {
    expect(sayArguments(['Four runs!', '--out', 'a.mp3'])).toEqual({
      text: 'Four runs!',
      out: 'a.mp3',
      language: 'en',
      voice: undefined,
      style: 'calm',
    });
  });

  test('[SP23] all can be told', () => {
    const given = ['Gol!', '-o', 'a.mp3', '--language', 'pt-br', '--voice', 'openai:nova', '--style', 'excited'];
    expect(sayArguments(given)).toEqual({
      text: 'Gol!',
      out: 'a.mp3',
      language: 'pt-BR',
      voice: 'openai:nova',
      style: 'excited',
    });
  });

  test.each([
    [[], 'What is to be said?'],
    [['Four', 'runs!', '--out', 'a.mp3'], 'Put quotes around the text.'],
    [['Four runs!'], 'Where is the sound to go? --out is missing.'],
    [['Four', '--out', 'a.mp3', '--style', 'angry'], '--style angry is none of calm, excited, grave.'],
    [['Four', '--out', 'a.mp3', '--language', 'english!'], '--language english! is not a language tag.'],
  ])('[SP23] %p is answered “%s”', (given, expected) => {
    expect(sayArguments(given)).toBe(expected);
  });

  test('[SP23] an option that is not there is named', () => {
    expect(sayArguments(['Four', '--loud'])).toContain('--loud');
  });
});
