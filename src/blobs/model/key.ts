export const KEY_LENGTH_MAX = 512;
/** A file system allows 255; the rest is for what an adapter appends. */
export const SEGMENT_LENGTH_MAX = 200;

// Dots stand only between other characters. So no segment is `.` or `..`, none is hidden and none ends in a dot.
const SEGMENT = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/;
const PREFIX = /^[a-z0-9_./-]*$/;

/** Whether this names a blob and nothing else: no way up, no empty step, no letter that a disk or an address reads otherwise. */
export function isKey(key: string): boolean {
  return (
    key.length <= KEY_LENGTH_MAX &&
    key.split('/').every((segment) => segment.length <= SEGMENT_LENGTH_MAX && SEGMENT.test(segment))
  );
}

/** Whether keys could begin so. */
export function isKeyPrefix(prefix: string): boolean {
  return prefix.length <= KEY_LENGTH_MAX && PREFIX.test(prefix);
}
