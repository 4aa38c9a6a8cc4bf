import { describe, expect, test } from '@jest/globals';
import { sniff } from './sniff.js';

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
/** Two frames of MP3 at 128 kbit/s and 44.1 kHz, 417 bytes each. */
const frames = `\xff\xfb\x90\xc4${'\0'.repeat(413)}`.repeat(2);

describe('sniffing', () => {
  test.each([
    ['wav', 'RIFF....WAVEfmt '],
    ['ogg', `OggS${'\0'.repeat(22)}\x01\x13OpusHead`],
    ['ogg', `OggS${'\0'.repeat(22)}\x01\x1e\x01vorbis`],
    ['webm', '\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm'],
    ['webm', '\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska'],
    ['m4a', '\0\0\0\x1cftypM4A '],
    ['m4a', '\0\0\0\x1cftypisom'],
    ['mp3', frames],
    ['mp3', `ID3\x04\0\0\0\0\0\x05tags!${frames}`],
  ])('[AU9] %s is recognised', (container, text) => {
    expect(sniff(bytes(text))).toBe(container);
  });

  test.each([
    [''],
    ['R'],
    ['#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/'],
    ['ffconcat version 1.0\nfile /etc/passwd'],
    ['<?xml version="1.0"?><MPD>'],
    ['v=0\r\no=- 0 0 IN IP4 127.0.0.1'],
    ['RIFF....AVI LIST'],
    ['OggS................................'],
    ['\x1a\x45\xdf\xa3\x9f\x42\x82\x84evil'],
    ['\0\0\0\x1cftypheic'],
    ['\x89PNG\r\n\x1a\n'],
    ['\x1f\x8b\x08\0'],
    ['PK\x03\x04'],
    // One sync word alone, as it stands in many files.
    [`\xff\xfb\x90\xc4${'\0'.repeat(600)}`],
    [`ID3\x04\0\0\0\0\0\x05tags!#EXTM3U`],
    ['ID3\x04\0\0\x7f\x7f\x7f\x7f'],
  ])('[AU9] %j is not', (text) => {
    expect(sniff(bytes(text))).toBeUndefined();
  });
});
