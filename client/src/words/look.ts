/** Said by parts that stand on several pages. */
export const LOOK = {
  copied: 'Copied',
  notCopied: 'This browser does not copy for pages. Here it is:',
  away: 'The server does not answer: try again in a moment.',
  nonsense: 'The answer could not be read: this page may be older than the server. Reload it.',
} as const;
