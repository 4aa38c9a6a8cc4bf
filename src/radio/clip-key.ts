const FOLDER = 'clips';

/** Hosts know a clip by its id. It lies with its channel: on another nobody finds it. */
export function keyOfClip(channel: string, id: string): string {
  return `${FOLDER}/${channel}/${id}`;
}

export function idOfClip(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
