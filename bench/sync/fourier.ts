/** The discrete Fourier transform of a power of two of values, in their place. */
export function transform(re: Float64Array, im: Float64Array): void {
  reorder(re, im);
  for (let half = 1; half < re.length; half *= 2) {
    const turn = -Math.PI / half;
    for (let pair = 0; pair < half; pair += 1) {
      const [wr, wi] = [Math.cos(turn * pair), Math.sin(turn * pair)];
      for (let at = pair; at < re.length; at += 2 * half) butterfly(re, im, { at, to: at + half, wr, wi });
    }
  }
}

interface Pair {
  readonly at: number;
  readonly to: number;
  readonly wr: number;
  readonly wi: number;
}

function butterfly(re: Float64Array, im: Float64Array, { at, to, wr, wi }: Pair): void {
  const [ar, ai, br, bi] = [re[at] ?? 0, im[at] ?? 0, re[to] ?? 0, im[to] ?? 0];
  const [tr, ti] = [wr * br - wi * bi, wr * bi + wi * br];
  re[at] = ar + tr;
  im[at] = ai + ti;
  re[to] = ar - tr;
  im[to] = ai - ti;
}

// Every value goes to where its index, read backwards in bits, stands.
function reorder(re: Float64Array, im: Float64Array): void {
  let to = 0;
  for (let at = 1; at < re.length; at += 1) {
    let bit = re.length / 2;
    for (; (to & bit) !== 0; bit /= 2) to ^= bit;
    to |= bit;
    if (at < to) swap(re, im, { at, to });
  }
}

function swap(re: Float64Array, im: Float64Array, { at, to }: Pick<Pair, 'at' | 'to'>): void {
  [re[at], re[to]] = [re[to] ?? 0, re[at] ?? 0];
  [im[at], im[to]] = [im[to] ?? 0, im[at] ?? 0];
}
