import { factName, NAME_SPACE } from '../../../src/wire/fact-names.js';

/**
 * The id that the server gives a fact of this name, known before it answers: what was told may be corrected before it is sent.
 * Browsers compute SHA-1 by themselves on secure pages alone, and a pad is also used over plain HTTP.
 */
export function factIdOf(match: string, key: string): string {
  const name = new TextEncoder().encode(factName(match, key));
  const digest = sha1(new Uint8Array([...bytesOf(NAME_SPACE), ...name])).slice(0, 16);
  const hex = digest.map((byte, at) => (at === 6 ? (byte & 0x0f) | 0x50 : at === 8 ? (byte & 0x3f) | 0x80 : byte));
  const text = [...hex].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}

function bytesOf(hex: string): number[] {
  return (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

const BLOCK = 64;
const ROUNDS = 80;
const START = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0] as const;
const CONSTANTS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6] as const;

type Five = readonly [number, number, number, number, number];

// RFC 3174.
function sha1(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / BLOCK) * BLOCK);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, message.length * 8);
  let sum: Five = START;
  for (let at = 0; at < padded.length; at += BLOCK) {
    const [a, b, c, d, e] = mixed(sum, wordsOf(view, at));
    sum = [sum[0] + a, sum[1] + b, sum[2] + c, sum[3] + d, sum[4] + e].map((word) => word >>> 0) as unknown as Five;
  }
  const digest = new DataView(new ArrayBuffer(20));
  for (const [at, word] of sum.entries()) digest.setUint32(at * 4, word);
  return new Uint8Array(digest.buffer);
}

function wordsOf(view: DataView, from: number): readonly number[] {
  const words = Array.from({ length: 16 }, (_, at) => view.getUint32(from + at * 4));
  const word = (at: number): number => words[at] ?? 0;
  for (let at = 16; at < ROUNDS; at += 1)
    words.push(turned(word(at - 3) ^ word(at - 8) ^ word(at - 14) ^ word(at - 16), 1));
  return words;
}

function mixed(start: Five, words: readonly number[]): Five {
  let [a, b, c, d, e] = start;
  for (const [round, word] of words.entries()) {
    const phase = Math.floor(round / 20);
    const choice = phase === 0 ? (b & c) | (~b & d) : phase === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
    const next = (turned(a, 5) + choice + e + word + (CONSTANTS[phase] ?? 0)) >>> 0;
    [a, b, c, d, e] = [next, a, turned(b, 30), c, d];
  }
  return [a, b, c, d, e];
}

function turned(word: number, bits: number): number {
  return ((word << bits) | (word >>> (32 - bits))) >>> 0;
}
