/** Owns the claimant's timeline page `/t/<token>` and its calendar file: a look, never a change. */
import { Hono } from 'hono';
import { showDay } from '../../basics/index.js';
import type { Words } from '../../wording/index.js';
import { dispositionOf } from '../disposition.js';
import { asHtml, Mark, NoticePage, Page } from '../page.js';
import type { TimelinePlace, WebPort } from '../port.js';
import { requestLanguage } from '../request-language.js';

const headers = { 'X-Robots-Tag': 'noindex, nofollow', 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' };
const tokenPattern = /^[\w-]{40,60}$/;

export const timelineRoutes = (port: Pick<WebPort, 'timelinePages' | 'wording'>): Hono => {
  const app = new Hono();
  app.get('/t/:token', async (c) => {
    if (c.req.method === 'HEAD') return c.body(null, 200, headers);
    const token = c.req.param('token');
    const place = tokenPattern.test(token) ? await port.timelinePages.visit(token) : undefined;
    if (place === undefined) return c.html(asHtml(<NoticePage words={port.wording[requestLanguage(c)]} about="link_gone" />), 404, headers);
    const asked = c.req.query('lang');
    return c.html(asHtml(<TimelinePage words={port.wording[asked === 'vi' || asked === 'en' ? asked : place.language]} place={place} base={`/t/${token}`} />), 200, headers);
  });
  app.get('/t/:token/lich.ics', async (c) => {
    const token = c.req.param('token');
    const file = tokenPattern.test(token) ? await port.timelinePages.calendar(token) : undefined;
    if (file === undefined) return c.html(asHtml(<NoticePage words={port.wording[requestLanguage(c)]} about="link_gone" />), 404, headers);
    return c.body(new Uint8Array(file.bytes), 200, { ...headers, 'Content-Type': 'text/calendar; charset=utf-8', 'Content-Disposition': dispositionOf(file.name) });
  });
  return app;
};

const TimelinePage = ({ words, place, base }: { readonly words: Words; readonly place: TimelinePlace; readonly base: string }) => {
  const say = words.say;
  return (
    <Page words={words} title={say('procedure.page.title', { reference: place.reference })} kind="agency-page">
      <main class="sheet-page">
        <header class="agency-head">
          <Mark />
          <div>
            <h1>{say('procedure.page.title', { reference: place.reference })}</h1>
            <p class="small">{say('procedure.page.as_of', { day: place.today })}</p>
          </div>
        </header>
        <section aria-labelledby="next">
          <h2 id="next">{say('procedure.page.next')}</h2>
          {place.steps.length === 0 ? <p>{say('procedure.next.none')}</p> : null}
          <ol class="line-of-days">
            {place.steps.map((step) => (
              <li class={`${step.state}${step.mine ? ' mine' : ''}`}>
                <p class="day">{step.due === undefined ? say('procedure.page.no_day') : showDay(step.due)}</p>
                <div>
                  <b>{step.title}</b> <span class="tag">{say(step.mine ? 'procedure.page.mine' : `procedure.page.${step.state}`)}</span>
                  {step.after === '' ? null : <p>{step.after}</p>}
                  <details>
                    <summary class="small">{step.cite}</summary>
                    <p class="small">{step.unknown === '' ? step.lines.join(' ') : step.unknown}</p>
                    {step.sure ? null : <p class="small">{say('common.unsure')}</p>}
                  </details>
                </div>
              </li>
            ))}
          </ol>
          <p>
            <a class="button" href={`${base}/lich.ics`}>
              {say('procedure.page.calendar')}
            </a>
          </p>
        </section>
        <section aria-labelledby="roads">
          <h2 id="roads">{say('procedure.page.roads')}</h2>
          <dl class="facts">
            {place.roads.map(({ road, says, until }) => (
              <>
                <dt>{say(`procedure.page.road.${road}`)}</dt>
                <dd>
                  {says} {until === undefined ? '' : say('procedure.page.until', { day: until })}
                </dd>
              </>
            ))}
          </dl>
        </section>
        {place.told.length === 0 ? null : (
          <section aria-labelledby="told">
            <h2 id="told">{say('procedure.page.told')}</h2>
            <ul class="history">
              {place.told.map(({ on, text }) => (
                <li>
                  <b>{showDay(on)}</b> {text}
                </li>
              ))}
            </ul>
          </section>
        )}
        <p class="small">{say('procedure.page.private')}</p>
      </main>
    </Page>
  );
};
