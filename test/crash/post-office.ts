/** Owns a real mail server that stops at chosen moments of a mail, so that the program can be killed exactly there. Keeps what it accepted. */
import { SMTPServer } from 'smtp-server';

/** `greeted`: nothing said yet. `addressed`: the recipient is named. `half`: some of the message is here. `taken`: accepted, the program does not know yet. */
export type Moment = 'greeted' | 'addressed' | 'half' | 'taken';
export type PostOffice = {
  readonly url: string;
  /** Message-IDs accepted, in order. */
  readonly accepted: () => readonly string[];
  /** The next mail stops at this moment; resolves when it is there. What stopped goes no further. */
  readonly stopAt: (moment: Moment) => Promise<void>;
  readonly close: () => Promise<void>;
};

export const openPostOffice = async (): Promise<PostOffice> => {
  const accepted: string[] = [];
  let stop: { readonly moment: Moment; readonly reached: () => void } | undefined;
  const passes = (moment: Moment): boolean => {
    if (stop?.moment !== moment) return true;
    stop.reached();
    stop = undefined;
    return false;
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    closeTimeout: 100,
    onConnect: (_, go) => {
      if (passes('greeted')) go();
    },
    onRcptTo: (_, __, go) => {
      if (passes('addressed')) go();
    },
    onData: (stream, _, go) => {
      const parts: Buffer[] = [];
      let held = false;
      stream.on('data', (part: Buffer) => {
        parts.push(part);
        if (!held && !passes('half')) held = true;
        if (held) stream.pause();
      });
      stream.once('end', () => {
        accepted.push(/^message-id:\s*(<[^>]+>)/im.exec(Buffer.concat(parts).toString('latin1'))?.[1] ?? 'without an id');
        if (passes('taken')) go();
      });
    },
  });
  server.on('error', () => undefined);
  const port = await new Promise<number>((resolve, reject) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address();
      if (address === null || typeof address === 'string') reject(new Error('the mail server has no port'));
      else resolve(address.port);
    });
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    accepted: () => accepted,
    stopAt: (moment) =>
      new Promise((resolve) => {
        stop = { moment, reached: resolve };
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
