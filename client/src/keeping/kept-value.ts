import type { ZodType } from 'zod';

/** What was kept on this device under a name; nothing where it cannot be read. */
export function keptValue<T>(name: string, shape: ZodType<T>): T | undefined {
  try {
    return shape.safeParse(JSON.parse(localStorage.getItem(name) ?? 'null')).data;
  } catch {
    return undefined;
  }
}

/** Whether there was room for it. */
export function keepValue(name: string, value: unknown): boolean {
  try {
    localStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function forgetValue(name: string): void {
  localStorage.removeItem(name);
}
