/** Calls when the page may have been asleep, hidden, or without a network. The returned function stops it. */
export function onWake(run: () => void): () => void {
  const seen = (): void => {
    if (document.visibilityState === 'visible') run();
  };
  document.addEventListener('visibilitychange', seen);
  window.addEventListener('online', run);
  window.addEventListener('pageshow', run);
  return () => {
    document.removeEventListener('visibilitychange', seen);
    window.removeEventListener('online', run);
    window.removeEventListener('pageshow', run);
  };
}
