export interface MediaControls {
  readonly title: string;
  readonly onPlay: () => void;
  readonly onStop: () => void;
}

const ACTIONS = ['play', 'pause', 'stop'] as const;
/** Not every lock screen draws lines. */
const ARTWORK = [
  { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
  { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
  { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
];

/**
 * Shows what is heard where the system shows such things, and listens to its buttons. The returned function is told whether it
 * sounds. What was stopped stays there: who stopped it on a locked phone goes on there too.
 */
export function mediaSessionOf(controls: MediaControls): (isOn: boolean) => void {
  let isShown = false;
  return (isOn) => {
    if (!('mediaSession' in navigator) || (!isOn && !isShown)) return;
    if (!isShown) show(controls);
    isShown = true;
    navigator.mediaSession.playbackState = isOn ? 'playing' : 'paused';
  };
}

function show({ title, onPlay, onStop }: MediaControls): void {
  const { mediaSession } = navigator;
  mediaSession.metadata = new MediaMetadata({ title, artist: 'Longwave', artwork: ARTWORK });
  for (const action of ACTIONS) mediaSession.setActionHandler(action, action === 'play' ? onPlay : onStop);
}
