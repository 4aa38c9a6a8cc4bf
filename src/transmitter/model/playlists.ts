import { shownTitle } from './titles.js';

export interface Tunable {
  readonly title: string;
  readonly url: string;
}

/** For players that take M3U. */
export function m3uOf({ title, url }: Tunable): string {
  return `#EXTM3U\n#EXTINF:-1,${shownTitle(title)}\n${url}\n`;
}

/** For players that take PLS. */
export function plsOf({ title, url }: Tunable): string {
  return `[playlist]\nNumberOfEntries=1\nFile1=${url}\nTitle1=${shownTitle(title)}\nLength1=-1\nVersion=2\n`;
}
