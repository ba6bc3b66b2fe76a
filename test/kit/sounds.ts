/** Owns recordings made for tests: a WAV of so many bytes of sound, the same for the same seed. Looked at without a child process. */

const HEAD = '524946460000000057415645666d74201000000001000100401f0000803e00000200100064617461';

export const sound = (seed: number, bytes: number): Buffer => {
  const body = Buffer.alloc(bytes);
  for (let i = 0; i < bytes; i += 1) body[i] = (seed * 31 + i * 7) % 251;
  const head = Buffer.from(HEAD, 'hex');
  head.writeUInt32LE(bytes + 36, 4);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(bytes);
  return Buffer.concat([head, size, body]);
};
