import ffmpeg from 'fluent-ffmpeg';
import type { Container } from './model/sniff.js';

/**
 * The command lines we give to ffmpeg. This is the only file that knows fluent-ffmpeg, which is deprecated by its authors;
 * it composes, and `Child` runs, because it can neither empty the environment nor limit, stop or reap what it starts.
 */
type Composer = ffmpeg.FfmpegCommand & {
  _getArguments(): string[];
  _getFfmpegPath(tell: (error: Error | null, path?: string) => void): void;
};

const QUIET = ['-hide_banner', '-loglevel error', '-nostdin'];

/** Raw samples in, our frames out, each as soon as it is made. */
export function encoderArguments(): string[] {
  return composed(
    ffmpeg()
      .input('pipe:0')
      .inputFormat('s16le')
      .inputOptions([...QUIET, '-probesize 32', '-analyzeduration 0', '-ar 48000', '-ac 1'])
      .audioCodec('libmp3lame')
      .audioBitrate('64k')
      .outputOptions(['-reservoir 0', '-write_xing 0', '-id3v2_version 0', '-flush_packets 1'])
      .format('mp3')
      .output('pipe:1'),
  );
}

/** The first `ffmpeg` on the PATH. */
export function ffmpegOnPath(): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    (ffmpeg() as Composer)._getFfmpegPath((error, path) => {
      if (error) reject(error);
      else resolve(path === '' ? undefined : path);
    });
  });
}

const DEMUXERS: Readonly<Record<Container, string>> = {
  wav: 'wav',
  mp3: 'mp3',
  ogg: 'ogg',
  webm: 'matroska',
  m4a: 'mov',
};
const CODECS = [
  'mp3float',
  'mp3',
  'opus',
  'libopus',
  'vorbis',
  'aac',
  'adpcm_ms',
  'adpcm_ima_wav',
  'pcm_alaw',
  'pcm_mulaw',
];

/** A sound nobody vouches for in, raw samples out. It is what our own sniffing says, or nothing. */
export function decoderArguments(container: Container, secondsMax: number): string[] {
  const demuxer = DEMUXERS[container];
  return composed(
    ffmpeg()
      .input('pipe:0')
      .inputFormat(demuxer)
      .inputOptions([
        ...QUIET,
        '-protocol_whitelist pipe',
        `-format_whitelist ${demuxer}`,
        `-codec_whitelist ${CODECS.join(',')}`,
        '-max_streams 4',
        '-xerror',
        '-threads 1',
        '-vn',
        '-sn',
        '-dn',
      ])
      .outputOptions(['-map 0:a:0', '-map_metadata -1', '-threads 1', `-t ${secondsMax}`, '-vn', '-sn', '-dn'])
      .audioFrequency(48_000)
      .audioChannels(1)
      .format('s16le')
      .output('pipe:1'),
  );
}

function composed(command: ffmpeg.FfmpegCommand): string[] {
  return (command as Composer)._getArguments();
}
