/** Owns the page of how the installation is: channels, chores, database and backup. Read only. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { lastBackup } from '../../backup.js';
import { channelAlarms, type ChannelHealth, channelHealth, choreHealth } from '../../office/index.js';
import type { ConsoleRoute, Ctx } from '../routes.js';
import { ageOf, showSize, showWhen } from '../when.js';
import { Back } from './back.js';
import { OfficialAccount } from './official-account.js';

/** After so many hours without one the page warns. */
const BACKUP_OLD_HOURS = 26;

const age = (ctx: Ctx, from: string): string => {
  const { unit, count } = ageOf(from, ctx.now());
  return ctx.words.say(`console.age.${unit}`, { count });
};

const ChannelRow = ({ ctx, one }: { readonly ctx: Ctx; readonly one: ChannelHealth }) => {
  const say = ctx.words.say;
  const name = ctx.words.has(`console.channel.${one.channel}`) ? say(`console.channel.${one.channel}`) : one.channel;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-label={say('console.health.heard')}>{one.heardAt === undefined ? '–' : age(ctx, one.heardAt)}</td>
      <td data-label={say('console.health.chats')}>
        {one.chats}
        {one.stopped > 0 ? <small> {say('console.health.stopped', { count: one.stopped })}</small> : null}
      </td>
      <td data-label={say('console.health.unanswered')} class={one.unanswered + one.parked > 0 ? 'warn' : ''}>
        {one.unanswered}
        {one.parked > 0 ? <small> {say('console.health.parked', { count: one.parked })}</small> : null}
      </td>
      <td data-label={say('console.health.to_send')}>
        {one.toSend}
        {one.oldestToSend === undefined ? null : <small> {age(ctx, one.oldestToSend)}</small>}
        {one.pausedUntil === undefined ? null : <small class="warn"> {say('console.health.paused', { when: showWhen(one.pausedUntil) })}</small>}
      </td>
      <td data-label={say('console.health.errors')} class={one.errors.length > 0 ? 'warn' : ''}>
        {one.errors.length === 0 ? '–' : one.errors.map(({ state, error, count }) => `${count} × ${error === '' ? state : error}`).join(', ')}
      </td>
    </tr>
  );
};

/** What to do about each error code that a sentence is known for. */
const Advice = ({ ctx, channels }: { readonly ctx: Ctx; readonly channels: readonly ChannelHealth[] }) => {
  const codes = [...new Set(channels.flatMap(({ errors }) => errors.map(({ error }) => error)))].flatMap((error) => /^zalo_(-?\d+)$/.exec(error)?.[1] ?? []);
  const known = codes.filter((code) => ctx.words.has(`zalo.codes.${code}`));
  return known.length === 0 ? null : (
    <ul class="rows">
      {known.map((code) => (
        <li>
          <div>
            <b>zalo_{code}</b>
            <small>{ctx.words.say(`zalo.codes.${code}`)}</small>
          </div>
        </li>
      ))}
    </ul>
  );
};

const Backup = ({ ctx }: { readonly ctx: Ctx }) => {
  const say = ctx.words.say;
  const last = lastBackup(ctx.parts.stateDir);
  const old = last === undefined || !last.there || Date.parse(ctx.now()) - Date.parse(last.at) > BACKUP_OLD_HOURS * 3_600_000;
  return (
    <section class={old ? 'panel warned' : 'panel'}>
      <h2>{say('console.health.backup')}</h2>
      {last === undefined ? (
        <p>{say('console.health.no_backup')}</p>
      ) : (
        <>
          <p>
            <b>{say('console.health.backup_age', { age: age(ctx, last.at), when: showWhen(last.at) })}</b>
          </p>
          <p>{say('console.health.backup_size', { database: showSize(last.databaseBytes), files: last.files, size: showSize(last.fileBytes), folder: last.folder })}</p>
          {last.there ? null : <p class="sorry">{say('console.health.backup_gone')}</p>}
        </>
      )}
      <p class="small">{say('console.health.backup_how')}</p>
    </section>
  );
};

export const healthRoutes: readonly ConsoleRoute[] = [
  {
    method: 'GET',
    path: '/health',
    needs: 'system.read',
    reads: 'none',
    nav: { label: 'console.nav.health', order: 60, group: 'admin' },
    handler: (ctx) => {
      const say = ctx.words.say;
      const channels = channelHealth(ctx.db.read, ctx.now());
      const chores = choreHealth(ctx.db.read, ctx.now());
      return ctx.page({
        title: say('console.nav.health'),
        body: (
          <>
            <Back ctx={ctx} />
            <h1>{say('console.nav.health')}</h1>
            {channelAlarms(ctx.db.read).map((alarm) => (
              <section class="panel warned">
                <h2>{say('console.health.alarm')}</h2>
                <p>{alarm.channel === 'zalo-oa' ? say('zalo.alarm', { code: alarm.code }) : alarm.say}</p>
              </section>
            ))}
            <section class="panel">
              <h2>{say('console.health.channels')}</h2>
              {channels.length === 0 ? (
                <p class="empty">{say('console.health.silent')}</p>
              ) : (
                <table class="stack">
                  <thead>
                    <tr>
                      {['channel', 'heard', 'chats', 'unanswered', 'to_send', 'errors'].map((column) => (
                        <th scope="col">{say(`console.health.${column}`)}</th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {channels.map((one) => (
                      <ChannelRow ctx={ctx} one={one} />
                    ))}
                  </tbody>
                </table>
              )}
              <Advice ctx={ctx} channels={channels} />
            </section>
            <OfficialAccount ctx={ctx} />
            <section class={chores.length > 0 ? 'panel warned' : 'panel'}>
              <h2>{say('console.health.chores')}</h2>
              {chores.length === 0 ? <p>{say('console.health.chores_fine')}</p> : null}
              <ul class="rows">
                {chores.map(({ kind, late, oldest, failed }) => (
                  <li>
                    <div>
                      <b>{kind}</b>
                      <small>
                        {say('console.health.chore', { late, failed })}
                        {oldest === undefined ? '' : ` · ${age(ctx, oldest)}`}
                      </small>
                    </div>
                  </li>
                ))}
              </ul>
            </section>
            <Backup ctx={ctx} />
            <section class="panel">
              <h2>{say('console.health.database')}</h2>
              <p>{say('console.health.database_size', { size: showSize(statSync(join(ctx.parts.stateDir, 'dong-hanh.db')).size) })}</p>
            </section>
          </>
        ),
      });
    },
  },
];
