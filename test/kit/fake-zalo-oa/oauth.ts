/** Owns the fake's tokens: codes that work once for ten minutes, pairs that die the moment the next one is given. */
import { createHash, randomBytes } from 'node:crypto';
import type { World } from './world.js';

/** As after an operator has pressed "Allow". */
export const grantCode = (world: World, challenge = ''): string => {
  const code = randomBytes(24).toString('base64url');
  world.codes.set(code, { until: world.now() + 600_000, challenge });
  return code;
};

/** A pair as the platform gives it: whatever was given before is dead. */
export const grantPair = (world: World): { readonly access_token: string; readonly refresh_token: string; readonly expires_in: string | number } => {
  world.access.clear();
  world.refresh.clear();
  const access = `acc-${randomBytes(24).toString('base64url')}`;
  const refresh = `ref-${randomBytes(24).toString('base64url')}`;
  world.access.set(access, world.now() + world.switches.accessSeconds * 1000);
  world.refresh.set(refresh, world.now() + world.switches.refreshDays * 86_400_000);
  const seconds = world.switches.accessSeconds;
  return { access_token: access, refresh_token: refresh, expires_in: world.switches.expiresIn === 'string' ? String(seconds) : seconds };
};

const no = (error: number, message: string): object => ({ error, error_name: message, error_description: message, message });

export const tokenCall = (world: World, secret: string | undefined, fields: URLSearchParams): object => {
  if (secret !== world.appSecret || fields.get('app_id') !== world.appId) return no(-14002, 'Invalid app');
  if (fields.get('grant_type') === 'refresh_token') {
    const until = world.refresh.get(fields.get('refresh_token') ?? '');
    return until === undefined || until < world.now() ? no(world.switches.deadRefresh, 'Invalid refresh token') : grantPair(world);
  }
  const code = world.codes.get(fields.get('code') ?? '');
  world.codes.delete(fields.get('code') ?? '');
  if (code === undefined || code.until < world.now()) return no(-14019, 'Invalid code');
  const proved = createHash('sha256')
    .update(fields.get('code_verifier') ?? '')
    .digest('base64url');
  return code.challenge !== '' && proved !== code.challenge ? no(-14010, 'Invalid code verifier') : grantPair(world);
};
