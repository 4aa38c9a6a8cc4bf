/** How the page that frames us wants it to look. */
export interface Theme {
  readonly scheme: 'light' | 'dark' | undefined;
  /** Red, green, blue, 0 … 255. */
  readonly accent: readonly [number, number, number] | undefined;
}

/** From an address such as `?theme=dark&accent=a03c12`. What makes no sense is left out. */
export function themeIn(search: string): Theme {
  const asked = new URLSearchParams(search);
  const scheme = (['light', 'dark'] as const).find((known) => known === asked.get('theme'));
  const hex = /^[\da-f]{6}$/i.exec(asked.get('accent') ?? '')?.[0];
  return { scheme, accent: hex === undefined ? undefined : [byteAt(hex, 0), byteAt(hex, 2), byteAt(hex, 4)] };
}

/** Black or white, whichever can be read on a colour: by relative luminance as WCAG counts it. */
export function inkOn(colour: readonly [number, number, number]): '#000000' | '#ffffff' {
  const [red, green, blue] = colour.map(linear);
  const luminance = 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
  // Where (1 + 0.05) / (l + 0.05) and (l + 0.05) / 0.05 meet.
  return luminance > Math.sqrt(1.05 * 0.05) - 0.05 ? '#000000' : '#ffffff';
}

function linear(byte: number): number {
  const share = byte / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function byteAt(hex: string, at: number): number {
  return Number.parseInt(hex.slice(at, at + 2), 16);
}
