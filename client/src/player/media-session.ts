export interface MediaControls {
  readonly title: string;
  readonly onPlay: () => void;
  readonly onStop: () => void;
}

const ACTIONS = ['play', 'pause', 'stop'] as const;

/** Shows what is heard where the system shows such things, and listens to its buttons. The returned function stops it. */
export function showMediaSession({ title, onPlay, onStop }: MediaControls): () => void {
  if (!('mediaSession' in navigator)) return () => undefined;
  const { mediaSession } = navigator;
  mediaSession.metadata = new MediaMetadata({ title, artwork: [{ src: '/icon.svg', type: 'image/svg+xml' }] });
  mediaSession.playbackState = 'playing';
  for (const action of ACTIONS) mediaSession.setActionHandler(action, action === 'play' ? onPlay : onStop);
  return () => {
    mediaSession.metadata = null;
    mediaSession.playbackState = 'none';
    for (const action of ACTIONS) mediaSession.setActionHandler(action, null);
  };
}
