/** Owns proving that the trail is whole: every row is as it was written, none is missing, added or cut off at the end. Changes nothing. */
import { query, type Reader } from '../storage/index.js';
import { type AuditRow, firstHead, type Head, hashOf, keptHead, showHead } from './audit.js';

/** `seq`: the row where it shows. `changed`: its content; `missing`: a gap before it; `inserted`: it does not follow from the row before; `cut`: the newest are gone; `head`: more or other rows than the kept head knows. */
export type Fault = { readonly seq: number; readonly what: 'changed' | 'missing' | 'inserted' | 'cut' | 'head' };
export type Proof = { readonly rows: number; readonly head: Head; readonly faults: readonly Fault[] };

const after = query<{ seq: number; limit: number }>()((db, p) => db.selectFrom('audit').selectAll().where('seq', '>', p('seq')).orderBy('seq').limit(p('limit')));
const PAGE = 5000;

/** What is wrong with a row, given the row before as it stands. */
const faultOf = (row: AuditRow, before: Head): Fault | undefined => {
  if (hashOf(row) !== row.hash) return { seq: row.seq, what: 'changed' };
  if (row.seq > before.seq + 1) return { seq: row.seq, what: 'missing' };
  if (row.previous !== before.hash) return { seq: row.seq, what: 'inserted' };
  return undefined;
};

/** Walks the whole trail. `noted`: a head somebody wrote down earlier (a log line, paper): the trail must still pass through it. */
export const verifyAudit = (read: Reader, noted?: Head): Proof => {
  const faults: Fault[] = [];
  let at = firstHead;
  let rows = 0;
  let metNoted = noted === undefined || noted.seq === 0;
  for (;;) {
    const page = read.all(after, { seq: at.seq, limit: PAGE });
    for (const row of page) {
      const fault = faultOf(row, at);
      if (fault !== undefined) faults.push(fault);
      if (noted !== undefined && row.seq === noted.seq) {
        metNoted = true;
        if (row.hash !== noted.hash) faults.push({ seq: row.seq, what: 'head' });
      }
      at = { seq: row.seq, hash: row.hash };
      rows += 1;
    }
    if (page.length < PAGE) break;
  }
  const kept = keptHead(read);
  if (kept === undefined ? rows > 0 : kept.seq < at.seq || (kept.seq === at.seq && kept.hash !== at.hash)) faults.push({ seq: at.seq, what: 'head' });
  if ((kept !== undefined && kept.seq > at.seq) || !metNoted) faults.push({ seq: at.seq, what: 'cut' });
  return { rows, head: at, faults };
};

/** One line for the operator. */
const showFault = ({ seq, what }: Fault): string => {
  switch (what) {
    case 'changed':
      return `row ${seq} was changed after it was written`;
    case 'missing':
      return `rows before ${seq} are missing`;
    case 'inserted':
      return `row ${seq} does not follow from the row before it: something was put in, taken out or rewritten there`;
    case 'cut':
      return `the newest rows after ${seq} are gone`;
    case 'head':
      return `row ${seq} is not what the kept head says: rows were added or rewritten without the program`;
  }
};
export const showProof = (proof: Proof): string =>
  proof.faults.length === 0
    ? `whole: ${proof.rows} rows, head ${showHead(proof.head)}`
    : [`NOT WHOLE: ${proof.rows} rows, head ${showHead(proof.head)}`, ...proof.faults.map(showFault)].join('\n');
