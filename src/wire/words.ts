import { z } from 'zod';

/** Text that can be kept: a database keeps neither NUL nor half a character. */
export const words = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine(
      (given) => !given.includes('\0') && !/\p{Cs}/u.test(given),
      'text without U+0000 and without half characters',
    );
