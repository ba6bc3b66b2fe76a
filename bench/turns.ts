/** Owns the closed loop: 20, 100 and 200 people with each bot against an API that takes 60 ms, in alternating rounds. */
import type { Figures, Side, Stage } from './sides.js';
import { median, quantile, sum } from './stats.js';
import { atLeast, type Line, show } from './table.js';

const DELAY = 60;

export const turns = async (stage: Stage, rounds: number, crowds: readonly number[], note: (line: string) => void): Promise<readonly Line[]> => {
  const lines: Line[] = [];
  for (const side of ['ours', 'peer'] as const) await stage.run(side, 20);
  const every: Record<Side, Figures[]> = { ours: [], peer: [] };
  for (const users of crowds) {
    const seen: Record<Side, Figures[]> = { ours: [], peer: [] };
    for (let round = 0; round < rounds; round += 1)
      for (const side of round % 2 === 0 ? (['ours', 'peer'] as const) : (['peer', 'ours'] as const)) {
        const figures = await stage.run(side, users);
        seen[side].push(figures);
        every[side].push(figures);
        note(
          `${users} people, ${side}: ${perSecond(figures).toFixed(0)} turns/s, p50 ${quantile(figures.latencies, 0.5).toFixed(0)}, p99 ${quantile(figures.latencies, 0.99).toFixed(0)} ms, API process ${((figures.cpuSeconds / figures.seconds) * 100).toFixed(0)} % of a core, ${cpuPerTurn(figures).toFixed(2)} ms CPU a turn, connections ${figures.connections}, failures ${figures.failures}`,
        );
      }
    lines.push(...linesFor(users, seen));
  }
  for (const [name, of] of [
    ['lost', (one: Figures) => one.lost],
    ['said with other words', (one: Figures) => one.wrong],
    ['said twice', (one: Figures) => one.doubled],
  ] as const) {
    const [ours, peer] = [sum(every.ours.map(of)), sum(every.peer.map(of))];
    lines.push({
      bench: 'turns',
      what: `messages ${name}, of ${sum(every.ours.map((one) => one.turns))} turns`,
      ours: String(ours),
      beside: String(peer),
      goal: { text: '0', met: ours === 0 },
    });
  }
  return lines;
};

/** Milliseconds of processor: steady on a busy machine, where the rest is not. */
const cpuPerTurn = (figures: Figures): number => (figures.botCpuSeconds / figures.turns) * 1000;
const perSecond = (figures: Figures): number => figures.turns / figures.seconds;

const linesFor = (users: number, seen: Readonly<Record<Side, readonly Figures[]>>): readonly Line[] => {
  const of = (side: Side, read: (one: Figures) => number): number => median(seen[side].map(read));
  const speed = { ours: of('ours', perSecond), peer: of('peer', perSecond) };
  const p = (side: Side, share: number): number => of(side, ({ latencies }) => quantile(latencies, share));
  const fast = speed.ours / speed.peer;
  const late = p('ours', 0.99) / p('peer', 0.99);
  return [
    {
      bench: 'turns',
      what: `${users} people, API ${DELAY} ms: turns/s`,
      ours: show(speed.ours, '/s'),
      beside: show(speed.peer, '/s'),
      ratio: fast,
      ...(users === 100 ? { goal: atLeast(fast, 2.5) } : users < 100 ? { goal: atLeast(fast, 1) } : {}),
    },
    {
      bench: 'turns',
      what: `${users} people: processor a turn`,
      ours: show(of('ours', cpuPerTurn), 'ms', 2),
      beside: show(of('peer', cpuPerTurn), 'ms', 2),
      ratio: of('ours', cpuPerTurn) / of('peer', cpuPerTurn),
    },
    { bench: 'turns', what: `${users} people: p50`, ours: show(p('ours', 0.5), 'ms'), beside: show(p('peer', 0.5), 'ms'), ratio: p('ours', 0.5) / p('peer', 0.5) },
    {
      bench: 'turns',
      what: `${users} people: p99`,
      ours: show(p('ours', 0.99), 'ms'),
      beside: show(p('peer', 0.99), 'ms'),
      ratio: late,
      ...(users === 100 ? { goal: { text: '≤ 0.4 ×', met: late <= 0.4 } } : users < 100 ? { goal: { text: '≤ 1 ×', met: late <= 1 } } : {}),
    },
  ];
};
