const BYTES_MIN = 32;
const DISTINCT_MIN = 10;

const EXAMPLES =
  /change[-_ ]?(me|this)|replace[-_ ]?me|your[-_ ]|example|password|default|insecure|secret[-_ ]?key|12345678/i;

/** What makes a secret guessable, in words, or nothing. */
export function secretWeakness(secret: string): string | undefined {
  return WEAKNESSES.find(({ applies }) => applies(secret))?.words;
}

const WEAKNESSES: readonly { readonly words: string; readonly applies: (secret: string) => boolean }[] = [
  { words: `it is shorter than ${BYTES_MIN} bytes`, applies: isShort },
  { words: 'it is an example from a document', applies: (secret) => EXAMPLES.test(secret) },
  { words: 'it repeats itself', applies: isRepetition },
  { words: `it has fewer than ${DISTINCT_MIN} different characters`, applies: hasFewCharacters },
  { words: 'its characters follow one another', applies: isSequence },
];

// A hexadecimal digit is worth half a byte.
function isShort(secret: string): boolean {
  const bytes = new TextEncoder().encode(secret).length;
  return (/^[0-9a-f]+$/i.test(secret) ? bytes / 2 : bytes) < BYTES_MIN;
}

function hasFewCharacters(secret: string): boolean {
  return new Set(secret).size < DISTINCT_MIN;
}

// A word said twice is found in itself before its end.
function isRepetition(secret: string): boolean {
  return `${secret}${secret}`.indexOf(secret, 1) < secret.length;
}

function isSequence(secret: string): boolean {
  const steps = Array.from({ length: secret.length - 1 }, (_, at) => secret.charCodeAt(at + 1) - secret.charCodeAt(at));
  const even = steps.filter((step, at) => step === steps[at - 1]).length;
  return even > steps.length / 2;
}
