const FOLDER = 'clips';

/** Hosts know a clip by its id. It lies with its channel: on another nobody finds it. */
export function keyOfClip(channel: string, id: string): string {
  return `${FOLDER}/${channel}/${id}`;
}

/** What the keys of all clips of a channel begin with. */
export function clipsOf(channel: string): string {
  return `${FOLDER}/${channel}/`;
}

export function idOfClip(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
