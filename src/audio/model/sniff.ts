/** What the first bytes say a sound is. Only these are ever given to a decoder, each as just that. */
export type Container = 'wav' | 'mp3' | 'ogg' | 'webm' | 'm4a';

const EBML_DOC_TYPE = [0x42, 0x82];
const MP4_BRANDS = ['M4A ', 'M4B ', 'mp41', 'mp42', 'isom', 'iso2', 'iso4', 'iso5', 'iso6', 'dash', 'qt  '];
const OGG_CODECS = ['OpusHead', '\x01vorbis'];

export function sniff(bytes: Uint8Array): Container | undefined {
  if (isText(bytes, 0, 'RIFF') && isText(bytes, 8, 'WAVE')) return 'wav';
  if (isText(bytes, 0, 'OggS') && OGG_CODECS.some((codec) => isText(bytes, oggPageStart(bytes), codec))) return 'ogg';
  if (isEbml(bytes)) return 'webm';
  if (isText(bytes, 4, 'ftyp') && MP4_BRANDS.some((brand) => isText(bytes, 8, brand))) return 'm4a';
  return isMp3(bytes) ? 'mp3' : undefined;
}

/** The first packet begins after the page's table of sizes. */
function oggPageStart(bytes: Uint8Array): number {
  return 27 + (bytes[26] ?? 0);
}

/** EBML with the document type webm or matroska, near the beginning as every writer puts it. */
function isEbml(bytes: Uint8Array): boolean {
  if (![0x1a, 0x45, 0xdf, 0xa3].every((byte, at) => bytes[at] === byte)) return false;
  for (let at = 4; at < 64; at += 1) {
    if (bytes[at] !== EBML_DOC_TYPE[0] || bytes[at + 1] !== EBML_DOC_TYPE[1]) continue;
    return isText(bytes, at + 3, 'webm') || isText(bytes, at + 3, 'matroska');
  }
  return false;
}

/** Two frames in a row, behind a tag or not: one sync word alone occurs in anything. */
function isMp3(bytes: Uint8Array): boolean {
  const first = isText(bytes, 0, 'ID3') ? 10 + tagBytes(bytes) : 0;
  const length = mp3FrameBytes(bytes, first);
  return length !== undefined && mp3FrameBytes(bytes, first + length) !== undefined;
}

function tagBytes(bytes: Uint8Array): number {
  return [6, 7, 8, 9].reduce((size, at) => size * 128 + ((bytes[at] ?? 0) & 0x7f), 0);
}

const KBITS_MPEG1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const KBITS_MPEG2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const RATES_MPEG1 = [44_100, 48_000, 32_000];
// How far the version's two bits divide the sample rate: MPEG-2.5, reserved, MPEG-2, MPEG-1.
const RATE_DIVISORS = [4, undefined, 2, 1];

function mp3FrameBytes(bytes: Uint8Array, at: number): number | undefined {
  const [sync = 0, version = 0, rates = 0] = bytes.subarray(at, at + 3);
  const divisor = RATE_DIVISORS[(version >> 3) & 0b11];
  const layer3 = sync === 0xff && version >> 5 === 0b111 && ((version >> 1) & 0b11) === 0b01;
  const rate = RATES_MPEG1[(rates >> 2) & 0b11];
  if (!layer3 || divisor === undefined || rate === undefined) return undefined;
  const kbits = (divisor === 1 ? KBITS_MPEG1 : KBITS_MPEG2)[rates >> 4] ?? 0;
  if (kbits === 0) return undefined;
  const bytesPerKbit = (divisor === 1 ? 144_000 : 72_000) / (rate / divisor);
  return Math.floor(kbits * bytesPerKbit) + ((rates >> 1) & 1);
}

function isText(bytes: Uint8Array, at: number, text: string): boolean {
  return Array.from(text).every((letter, n) => bytes[at + n] === letter.charCodeAt(0));
}
