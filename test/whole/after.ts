/** Owns what follows the mail, on both sides: a clerk with nothing but the mail's page, pressed in a real browser or sent as plain forms, to the day of payment. */
import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import type { Whole } from '../kit/whole-program.js';

/** The agency's page in the newest mail that has one, as a path. */
export const agencyPage = (whole: Whole): string => {
  const page = whole.mails.flatMap(({ text }) => /\/a\/[\w-]{40,60}/.exec(text ?? '')?.[0] ?? []).at(-1);
  if (page === undefined) throw new Error('no mail has a page of the agency in it');
  return page;
};

type Fields = Readonly<Record<string, string>>;

/** A clerk at the page: opens the form of an act, fills it in by hand, sends it. */
export const clerkAt = (page: Page, whole: Whole) => ({
  tells: async (kind: string, fields: Fields): Promise<void> => {
    // Opened anew: what may be filled in goes by the day.
    await page.goto(`${whole.url}${agencyPage(whole)}`);
    const form = page.locator(`#${kind}`);
    // Its own fold, and the one of all other acts.
    await page.evaluate(`for (let at = document.getElementById('${kind}'); at !== null; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true`);
    for (const [name, value] of Object.entries(fields)) {
      const input = form.locator(`[name="${name}"]`);
      const tag = await input.first().evaluate((element) => `${element.tagName} ${element.getAttribute('type')}`);
      if (tag === 'INPUT radio') await form.locator(`[name="${name}"][value="${value}"]`).check();
      else if (tag.startsWith('SELECT')) await input.selectOption(value);
      else await input.fill(value);
    }
    await form.locator('button[type=submit]').click();
    await page.locator('#told').waitFor();
    await whole.app.idle();
  },
});

/** The same without a browser. */
export const clerkOf = (whole: Whole, path: string = agencyPage(whole)) => ({
  tells: async (kind: string, fields: Fields): Promise<void> => {
    const url = `${whole.url}${path}`;
    const page = await (await fetch(url)).text();
    const form = new RegExp(`name="kind" value="${kind}"[^>]*/?><input type="hidden" name="form" value="([\\w-]+)"`).exec(page)?.[1];
    const body = new FormData();
    for (const [name, value] of Object.entries({ kind, form: form ?? '', ...fields })) body.append(name, value);
    const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' });
    expect([kind, answer.status, answer.status === 303 ? '' : /role="alert">\s*([^<]*)/.exec(await answer.text())?.[1]]).toEqual([kind, 303, '']);
    await whole.app.idle();
  },
});
