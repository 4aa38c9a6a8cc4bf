export interface Asking {
  /** The `Origin` header as it came. */
  readonly origin: string | undefined;
  /** The `Host` header as it came. */
  readonly host: string | undefined;
  /** Whether a token is shown in the request itself, which a foreign page cannot do: then the origin may be missing. */
  readonly bearer: boolean;
}

/**
 * Whether a request, or a socket's handshake, comes from our own pages or from a web site that is allowed. Compared
 * whole: a name that only contains or ends like an allowed one is another site.
 */
export function originAllowed({ origin, host, bearer }: Asking, allowed: readonly string[]): boolean {
  if (origin === undefined) return bearer;
  return allowed.includes(origin) || isOwn(origin, host);
}

// Behind a proxy we cannot know which scheme the browser sees, so only the host and its port are compared.
function isOwn(origin: string, host: string | undefined): boolean {
  const [, scheme, name] = /^(https?):\/\/([^/?#@\s]+)$/.exec(origin) ?? [];
  if (scheme === undefined || name === undefined || host === undefined) return false;
  return withoutUsualPort(scheme, name) === withoutUsualPort(scheme, host);
}

function withoutUsualPort(scheme: string, host: string): string {
  return host.toLowerCase().replace(scheme === 'https' ? /:443$/ : /:80$/, '');
}
