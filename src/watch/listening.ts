import type { Server } from 'node:http';

/** Something the one who starts the server can mend: the message is the sentence to read. */
export class StartMistake extends Error {
  override readonly name = 'StartMistake';
}

/** So many may knock in the same moment, at a kick-off; the system may allow fewer (`net.core.somaxconn`). */
const BACKLOG = 4_096;

export interface ListenOptions {
  readonly port: number;
  readonly host: string;
  /** The settings to name where it fails. */
  readonly portName: string;
  readonly hostName: string;
}

export function listen(server: Server, options: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => reject(startMistake(error, options));
    server.once('error', onError);
    server.listen({ port: options.port, host: options.host, backlog: BACKLOG }, () => {
      server.off('error', onError);
      resolve();
    });
  });
}

function startMistake(error: NodeJS.ErrnoException, { port, host, portName, hostName }: ListenOptions): Error {
  const sentence = {
    EADDRINUSE: `Port ${port} is taken by another program. Set ${portName} to another port, for example ${portName}=${port + 1}.`,
    EACCES: `Port ${port} may not be opened by this user. Set ${portName} to a port above 1023.`,
    EADDRNOTAVAIL: `This machine does not have the address ${host}. Set ${hostName} to one it has, or leave it out.`,
    ENOTFOUND: `The name ${host} is not known here. Set ${hostName} to an address of this machine, or leave it out.`,
  }[error.code ?? ''];
  return sentence === undefined ? error : new StartMistake(sentence, { cause: error });
}
