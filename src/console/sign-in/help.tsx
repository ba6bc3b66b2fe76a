/** Owns the short guide: what an officer sees, the keys, taking over and handing back. */
import type { ConsoleRoute } from '../routes.js';

/** In the order they are read; words under `console.help`. */
const sections = ['see', 'take', 'reply', 'work', 'back', 'after', 'away', 'search', 'privacy', 'account', 'wrong'] as const;
const keys = ['j', 'k', 'enter', 't', 'r', 'h', 'slash', 'help'] as const;

export const helpRoutes: readonly ConsoleRoute[] = [
  {
    method: 'GET',
    path: '/help',
    needs: 'signed_in',
    reads: 'none',
    handler: (ctx) => {
      const say = ctx.words.say;
      return ctx.page({
        title: say('console.help.title'),
        body: (
          <article class="prose">
            <h1>{say('console.help.title')}</h1>
            <p class="lead">{say('console.help.lead')}</p>
            {sections.map((section) => (
              <section id={section}>
                <h2>{say(`console.help.${section}.title`)}</h2>
                <p>{say(`console.help.${section}.text`)}</p>
              </section>
            ))}
            <section id="keys">
              <h2>{say('console.help.keys.title')}</h2>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{say('console.help.keys.key')}</th>
                    <th scope="col">{say('console.help.keys.does')}</th>
                  </tr>
                </thead>
                <tbody>
                  {keys.map((key) => (
                    <tr>
                      <td>
                        <kbd>{say(`console.help.keys.${key}.key`)}</kbd>
                      </td>
                      <td>{say(`console.help.keys.${key}.does`)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          </article>
        ),
      });
    },
  },
];
