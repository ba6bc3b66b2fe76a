/** Owns the Official Account on the page of how the installation is: its token, what this month cost against what the office allows, who must write first. Read only. */
import { readOaRules, readOaTokens } from '../../channels/index.js';
import { channelSpending, chatsSilenced } from '../../office/index.js';
import { openSettings } from '../../storage/index.js';
import type { Ctx } from '../routes.js';
import { showWhen } from '../when.js';

const CHANNEL = 'zalo-oa';

/** Nothing while the office has no Official Account. */
export const OfficialAccount = ({ ctx }: { readonly ctx: Ctx }) => {
  const { say } = ctx.words;
  const settings = openSettings(ctx.db);
  const tokens = readOaTokens(settings);
  const spent = channelSpending(ctx.db.read, ctx.now()).find(({ channel }) => channel === CHANNEL);
  if (tokens === undefined && spent === undefined) return null;
  const { freeHours, pushDays, repliesWhileFree, billedPerMonth, templatesPerMonth, templates } = readOaRules(settings.get('zalo-oa.rules'));
  const { billed, templates: sent } = spent ?? { billed: 0, templates: 0 };
  const silenced = chatsSilenced(ctx.db.read)[CHANNEL] ?? 0;
  const until = tokens?.accessUntil === undefined ? undefined : new Date(tokens.accessUntil).toISOString();
  return (
    <section class="panel">
      <h2>{say('console.official_account.title')}</h2>
      <dl class="facts">
        <dt>{say('console.official_account.token')}</dt>
        <dd class={tokens?.dead === undefined ? '' : 'warn'}>
          {tokens === undefined
            ? say('console.official_account.token_none')
            : tokens.dead !== undefined
              ? say('console.official_account.token_dead', { code: tokens.dead })
              : say('console.official_account.token_good', { when: until === undefined ? '' : showWhen(until) })}
        </dd>
        <dt>{say('console.official_account.billed')}</dt>
        <dd class={billedPerMonth > 0 && billed >= billedPerMonth ? 'warn' : ''}>
          {billedPerMonth === 0 ? say('console.official_account.none_allowed', { count: billed }) : say('console.official_account.of', { count: billed, most: billedPerMonth })}
        </dd>
        <dt>{say('console.official_account.templates')}</dt>
        <dd class={templatesPerMonth > 0 && sent >= templatesPerMonth ? 'warn' : ''}>
          {templatesPerMonth === 0 || Object.keys(templates).length === 0
            ? say('console.official_account.none_allowed', { count: sent })
            : say('console.official_account.of', { count: sent, most: templatesPerMonth })}
        </dd>
        <dt>{say('console.official_account.window')}</dt>
        <dd>
          {say('console.official_account.window_is', { hours: freeHours, days: pushDays })}
          {repliesWhileFree === null ? '' : ` ${say('console.official_account.replies', { count: repliesWhileFree })}`}
        </dd>
        <dt>{say('console.official_account.silenced')}</dt>
        <dd class={silenced > 0 ? 'warn' : ''}>{say('console.official_account.silenced_is', { count: silenced })}</dd>
      </dl>
      <p class="small">{say('console.official_account.change')}</p>
    </section>
  );
};
