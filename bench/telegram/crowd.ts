/**
 * Owns people in a closed loop: each answers the moment the reply to their last answer was accepted by the API. Measures from the sending of an
 * answer to the acceptance of the last message that replies to it. Knows no HTTP.
 */
import type { Step } from '../interview.js';

export type Heard = { readonly text: string; readonly buttons: readonly { readonly text: string; readonly data: string }[]; readonly message: unknown };
/** What a person does: `data` is a tap on a button of `message`. */
export type Act = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'tap'; readonly data: string; readonly message: unknown };

export type Run = {
  readonly turns: number;
  readonly seconds: number;
  /** Milliseconds of every turn. */
  readonly latencies: readonly number[];
  /** Messages that should have been heard and were not; heard twice; heard with other words. */
  readonly lost: number;
  readonly doubled: number;
  readonly wrong: number;
};

export type Crowd = { readonly heard: (chat: number, what: Heard) => void; readonly finished: Promise<Run> };

const PATIENCE_MS = 20_000;

/** `send` puts the act on its way to the bot. `users` people with chat numbers from `first` say all steps. */
export const openCrowd = (steps: readonly Step[], users: number, first: number, send: (chat: number, act: Act) => void): Crowd => {
  const people = new Map(Array.from({ length: users }, (_, i) => [first + i, { step: -1, heard: 0, total: 0, sentAt: 0, last: undefined as Heard | undefined }]));
  const expected = steps.reduce((all, { hears }) => all + hears.length, 0);
  const latencies: number[] = [];
  let doubled = 0;
  let wrong = 0;
  let left = users;
  let began = 0;
  let lastAt = 0;
  let finish: (run: Run) => void = () => undefined;
  const finished = new Promise<Run>((resolve) => {
    finish = resolve;
  });

  const next = (chat: number): void => {
    const person = people.get(chat);
    if (person === undefined) return;
    person.step += 1;
    person.heard = 0;
    const step = steps[person.step];
    if (step === undefined) {
      left -= 1;
      if (left === 0) end();
      return;
    }
    person.sentAt = performance.now();
    send(chat, actFor(step, person.last));
  };
  const heard = (chat: number, what: Heard): void => {
    const person = people.get(chat);
    const step = person === undefined ? undefined : steps[person.step];
    if (person === undefined || step === undefined) {
      doubled += 1;
      return;
    }
    lastAt = performance.now();
    if (step.hears[person.heard]?.text !== what.text) {
      if (what.text === person.last?.text) doubled += 1;
      else wrong += 1;
      return;
    }
    person.heard += 1;
    person.total += 1;
    person.last = what;
    if (person.heard < step.hears.length) return;
    latencies.push(lastAt - person.sentAt);
    next(chat);
  };
  const watch = setInterval(() => {
    if (performance.now() - lastAt > PATIENCE_MS) end();
  }, 1_000);
  const end = (): void => {
    clearInterval(watch);
    const total = [...people.values()].reduce((all, one) => all + one.total, 0);
    finish({ turns: latencies.length, seconds: (lastAt - began) / 1000, latencies, lost: expected * users - total, doubled, wrong });
  };

  began = performance.now();
  lastAt = began;
  for (const chat of people.keys()) next(chat);
  return { heard, finished };
};

const actFor = ({ answer }: Step, last: Heard | undefined): Act => {
  if (answer.kind === 'text') return answer;
  const button = last?.buttons.find(({ text }) => text === answer.label);
  if (button === undefined) throw new Error(`the button «${answer.label}» is not under the last message; the two sides do not ask the same`);
  return { kind: 'tap', data: button.data, message: last?.message };
};
