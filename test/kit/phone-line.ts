/** Owns a phone line between browser and server that can be cut and held down. */
import { connect, createServer, type Server, type Socket } from 'node:net';

export type Line = { readonly url: string; readonly cut: () => void; readonly down: (down: boolean) => void; readonly close: () => Promise<void> };
export const openLine = async (to: number): Promise<Line> => {
  const open = new Set<Socket>();
  let isDown = false;
  const server: Server = createServer((near) => {
    if (isDown) return void near.destroy();
    const far = connect(to, 'localhost');
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
      socket.on('error', () => undefined);
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the test line has no port');
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://localhost:${address.port}`,
    cut,
    down: (down) => {
      isDown = down;
      if (down) cut();
    },
    close: () =>
      new Promise((resolve) => {
        cut();
        server.close(() => resolve());
      }),
  };
};
