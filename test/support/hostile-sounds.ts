import { gzipSync } from 'node:zlib';
import { box, frames, id3, oggOpus, oggPage, webm } from './containers.js';
import { noiseFrom } from './sounds.js';
import { wavFile } from './wav-file.js';

export interface HostileSound {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the files try to reach. */
export interface Bait {
  readonly file: string;
  readonly url: string;
}

/** Files that are no honest sound: scripts in every dress, bombs, truncations, lies and rubbish. */
export function hostileSounds(bait: Bait): HostileSound[] {
  return [...disguises(bait), ...lyingWavs(), ...broken(bait), ...bombs(), ...otherMedia(bait), ...rubbish()];
}

const playlist = (target: string): string =>
  `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${target}\n#EXT-X-ENDLIST\n`;

/** Texts a demuxer might follow to a file or an address. */
function scripts({ file, url }: Bait): Record<string, string> {
  return {
    'playlist of a file': playlist(`file://${file}`),
    'playlist of an address': playlist(`${url}/a.ts`),
    'playlist with concat': playlist(`concat:${file}|${url}/b`),
    'playlist with crypto': `#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="${url}/key"\n#EXTINF:1,\ncrypto+file://${file}\n`,
    'playlist with data': playlist('data:audio/mpeg;base64,SUQzBAAAAAAA'),
    'playlist with subfile': playlist(`subfile,,start,0,end,100,,:${file}`),
    'concat script of a file': `ffconcat version 1.0\nfile '${file}'\n`,
    'concat script of an address': `ffconcat version 1.0\nfile '${url}/c'\n`,
    'DASH manifest': `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>${url}/</BaseURL></MPD>`,
    'session description': `v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=audio ${new URL(url).port} RTP/AVP 0\n`,
  };
}

function disguises(bait: Bait): HostileSound[] {
  const dresses: Record<string, (text: string) => Uint8Array> = {
    'as it is': (text) => Buffer.from(text),
    'behind an ID3 tag': (text) => Buffer.concat([id3(), Buffer.from(text)]),
    'behind two frames of MP3': (text) => Buffer.concat([frames(2), Buffer.from(text)]),
    'behind a WebM header': (text) => Buffer.concat([webm(), Buffer.from(text)]),
    'in a page of Opus': (text) => oggOpus([Buffer.from(text)]),
    'behind an MP4 type': (text) => Buffer.concat([box('ftyp', Buffer.from('M4A \0\0\0\0')), Buffer.from(text)]),
    'in a WAV of another codec': (text) => wavFile({ tag: 0x11, bits: 4, blockBytes: 1, data: [...Buffer.from(text)] }),
  };
  return Object.entries(dresses).flatMap(([dress, wear]) =>
    Object.entries(scripts(bait)).map(([name, text]) => ({ name: `${name} ${dress}`, bytes: wear(text) })),
  );
}

function lyingWavs(): HostileSound[] {
  const sound = { tag: 1, bits: 16, data: [1, 0, 2, 0] };
  const files = {
    'WAV of 255 channels': { ...sound, channels: 255, blockBytes: 510 },
    'WAV without channels': { ...sound, channels: 0 },
    'WAV of 65,535 channels in another codec': { ...sound, tag: 2, channels: 0xffff, blockBytes: 4 },
    'WAV at 4 GHz': { ...sound, rate: 0xffff_ffff },
    'WAV at 1 Hz': { ...sound, rate: 1 },
    'WAV with samples of 65,535 bits': { ...sound, bits: 0xffff, blockBytes: 2 },
    'WAV whose sizes contradict each other': { ...sound, blockBytes: 0 },
    'WAV with a chunk of 4 GB': { ...sound, before: ['LIST', 0xffff_fffe] as const },
    'WAV that claims 4 GB and has nothing': { ...sound, data: [], dataSize: 0xffff_fffe },
    'WAV of silence': { ...sound, data: Array<number>(20_000).fill(0) },
  };
  return Object.entries(files).map(([name, file]) => ({ name, bytes: wavFile(file) }));
}

function movie(reference: Buffer): Buffer {
  const track = box('trak', box('mdia', box('minf', box('dinf', reference))));
  return Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0')), box('moov', track), box('mdat', frames(3))]);
}

function broken({ file, url }: Bait): HostileSound[] {
  const whole = Buffer.from(wavFile({ tag: 1, bits: 16, data: [1, 0] }));
  const reference = box('dref', Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), box('url ', Buffer.from(`\0\0\0\0${url}/d\0`)));
  const alias = box('dref', Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), box('alis', Buffer.from(`\0\0\0\0${file}\0`)));
  return [
    { name: 'nothing', bytes: new Uint8Array() },
    { name: 'one byte', bytes: Uint8Array.of(0xff) },
    { name: 'WebM cut in its header', bytes: webm().subarray(0, 24) },
    { name: 'WebM of which only the header is there', bytes: webm() },
    { name: 'WAV cut in its header', bytes: whole.subarray(0, 30) },
    { name: 'Ogg cut in its first page', bytes: oggOpus([]).subarray(0, 40) },
    { name: 'Opus of headers alone', bytes: oggOpus([]) },
    { name: 'MP3 of one frame and a half', bytes: frames(2).subarray(0, 600) },
    { name: 'MP4 that ends in its type', bytes: Buffer.from('\0\0\0\x1cftypM4A ', 'latin1') },
    { name: 'MP4 of boxes in boxes', bytes: Buffer.concat([box('ftyp', Buffer.from('isom')), nested(2_000)]) },
    { name: 'MP4 whose sound lies at an address', bytes: movie(reference) },
    { name: 'MP4 whose sound lies in a file', bytes: movie(alias) },
  ];
}

function nested(depth: number): Buffer {
  let inner: Buffer = Buffer.alloc(0);
  for (let n = 0; n < depth; n += 1) inner = box('trak', inner);
  return box('moov', inner);
}

function bombs(): HostileSound[] {
  // A packet of two bytes that stands for 120 ms of silence, ten hours of them.
  const packet = Uint8Array.of(0x1b, 0x02);
  const zeros = gzipSync(Buffer.alloc(30_000_000));
  return [
    { name: 'ten hours of Opus in a megabyte', bytes: oggOpus(Array<Uint8Array>(300_000).fill(packet)) },
    { name: 'thirty megabytes in a gzip', bytes: zeros },
    { name: 'a gzip in a page of Opus', bytes: oggOpus([zeros.subarray(0, 200)]) },
    { name: 'twenty megabytes', bytes: Buffer.concat([frames(2), Buffer.alloc(20_000_000)]) },
    { name: 'a hundred streams of Ogg', bytes: manyStreams(100) },
  ];
}

function manyStreams(count: number): Buffer {
  const head = Buffer.from('OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0', 'latin1');
  return Buffer.concat(Array.from({ length: count }, (_, serial) => oggPage([head], { serial, first: true })));
}

function otherMedia({ file, url }: Bait): HostileSound[] {
  const gab2 = box('GAB2', Buffer.from(`#EXTM3U\n#EXTINF:1,\nfile://${file}\n`));
  const texts: Record<string, string> = {
    'AVI with a playlist for subtitles': `RIFF\xff\xff\0\0AVI LIST${gab2.toString('latin1')}`,
    'XBIN picture': `XBIN\x1a\x50\0\x19\0\x10\0#EXTM3U\n${url}`,
    'text of a terminal': '\x1b[2J\x1b[31mhello\x1b[0m\n',
    'PNG picture': '\x89PNG\r\n\x1a\n\0\0\0\rIHDR',
    'JPEG picture': '\xff\xd8\xff\xe0\0\x10JFIF\0',
    'GIF picture': 'GIF89a\x01\0\x01\0',
    'SVG picture': `<svg xmlns="http://www.w3.org/2000/svg"><image href="file://${file}"/></svg>`,
    'web page': `<!doctype html><script src="${url}"></script>`,
    'zip archive': 'PK\x03\x04\x14\0\0\0',
    program: '\x7fELF\x02\x01\x01\0',
    'shell script': `#!/bin/sh\ncat ${file}\n`,
    MIDI: 'MThd\0\0\0\x06\0\x01\0\x01',
    'FLAC in Ogg': `OggS\0\x02${'\0'.repeat(20)}\x01\x33\x7fFLAC`,
    'HEIF picture': '\0\0\0\x18ftypheic',
  };
  return Object.entries(texts).map(([name, text]) => ({ name, bytes: Buffer.from(text, 'latin1') }));
}

function rubbish(): HostileSound[] {
  const starts = {
    'random bytes': Buffer.alloc(0),
    'random WebM': webm(),
    'random MP4': box('ftyp', Buffer.from('isom')),
  };
  return Object.entries(starts).flatMap(([name, start]) =>
    [1, 2].map((seed) => {
      const random = noiseFrom(seed);
      const tail = Uint8Array.from({ length: 50_000 }, () => Math.floor((random() + 1) * 128));
      return { name: `${name} ${seed}`, bytes: Buffer.concat([start, tail]) };
    }),
  );
}
