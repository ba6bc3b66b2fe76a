/** Owns preparing a dossier: freeze the case once nothing is on its way, make the PDF from the frozen record, hand it to the person. */
import { idsFrom } from '../basics/index.js';
import {
  allAnswers,
  conversation,
  dossierById,
  dossierFailed,
  dossierPrepared,
  dossierReady,
  type DossierRow,
  evidenceOf,
  type EvidenceRow,
  keptWords,
  latestDossier,
  linkMade,
  linkToken,
  linkUntil,
  referenceOf,
  timerDone,
} from '../cases/index.js';
import { agencyChosen } from '../desk/index.js';
import {
  assertWhole,
  dossierJson,
  type DossierRecord,
  type ExhibitBytes,
  fileName,
  freeze,
  type MadePdf,
  makePdf,
  notIndexed,
  notPrinted,
  notStored,
  recordSchema,
} from '../dossier/index.js';
import { letGo } from '../evidence/index.js';
import { loadTalk } from '../turn/index.js';
import { type Chore, type ChoreTools, done, waitMore } from './chore.js';
import { forget } from './erase.js';
import { notify } from './notify.js';

/** Tries before the person is told and an officer is asked. */
const TRIES = 3;

export const makeDossier: Chore = async (timer, tools) => {
  const id = timer.key;
  try {
    return await make(timer, tools);
  } catch (error) {
    if (timer.attempts + 1 < TRIES) throw error;
    tools.log.error({ conversation: id, error: error instanceof Error ? error.stack : String(error) }, 'a dossier could not be made; an officer was asked to look');
    await tools.db.transaction((tx) => {
      const last = latestDossier(tx, id);
      if (last?.state === 'preparing') dossierFailed(tx, last.id, error instanceof Error ? error.message : String(error));
      notify(tx, id, `${id}:${timer.due_at}`, { what: 'dossier_failed', detail: {} }, tools.now());
    });
    tools.wake([id]);
    return done;
  }
};

const make: Chore = async (timer, tools) => {
  const id = timer.key;
  const frozen = await tools.db.transaction((tx) => freezeNow(tx, id, tools));
  if (frozen === 'not_confirmed') return done;
  if (frozen === 'files_on_their_way') return waitMore(1);
  const record = recordSchema.parse(JSON.parse(frozen.record));
  const made = await makeWhole(record, id, tools);
  const kept = await tools.evidence.store.put(made.pdf);
  const json = await tools.evidence.store.put(Buffer.from(dossierJson(record, made)));
  const wanted = await tools.db.transaction((tx) => {
    if (dossierById(tx, frozen.id) === undefined) return false;
    dossierReady(tx, frozen.id, kept.sha256, json.sha256, kept.size, tools.now());
    // In the same commit: power that fails right after it must not lead to a second dossier.
    timerDone(tx, timer.id, timer.due_at);
    // A file sent twice is printed once; that its repetition is not is no news to the person.
    const printed = new Set(record.exhibits.flatMap(({ files }) => files.map(({ sha256 }) => sha256)));
    const leftOut = record.leftOut.filter(({ sha256 }) => !printed.has(sha256)).map(({ name }) => name);
    notify(
      tx,
      id,
      frozen.id,
      { what: 'dossier_ready', detail: { reference: record.reference, pages: made.pages, url: record.downloadUrl, fileId: kept.sha256, name: fileName(record), leftOut } },
      tools.now(),
    );
    return true;
  });
  // Erased while it was being made.
  if (!wanted) await forget(id, [kept.sha256, json.sha256], tools);
  tools.wake([id]);
  return done;
};

/** The PDF, once everything that came in is known to be stored and printed in it. Throws otherwise: nobody gets half a dossier. */
export const makeWhole = async (record: DossierRecord, id: string, tools: ChoreTools): Promise<MadePdf> => {
  const gone = await notStored(record, tools.evidence.store.has);
  assertWhole(record.reference, gone);
  // Many photos take the memory that children waiting for the next file would hold.
  if (record.exhibits.length > 0) letGo();
  const made = await makePdf(record, bytesFor(tools, id));
  assertWhole(record.reference, notPrinted(record, made));
  return made;
};

/** The frozen dossier to make: the one already frozen for these answers, or a new version. */
const freezeNow = (tx: Parameters<Parameters<ChoreTools['db']['transaction']>[0]>[0], id: string, tools: ChoreTools): DossierRow | 'not_confirmed' | 'files_on_their_way' => {
  const talker = conversation(tx, id);
  if (talker === undefined) return 'not_confirmed';
  const { talk } = loadTalk(tx, talker, 0);
  if (talk.answers.confirm_review !== 'correct') return 'not_confirmed';
  const last = latestDossier(tx, id);
  if (last?.state === 'preparing') return last;
  const evidence = evidenceOf(tx, id);
  if (evidence.some((row) => row.state === 'fetching')) return 'files_on_their_way';
  const version = (last?.version ?? 0) + 1;
  const now = tools.now();
  const dossierId = idsFrom(`dossier ${id} ${version}`)();
  const token = linkToken(tools.linkKey, 'dossier', dossierId);
  const reference = referenceOf(tx, talker.case_id);
  if (reference === undefined) throw new Error(`conversation ${id} has no case; a dossier cannot be prepared`);
  linkMade(tx, token, 'dossier', dossierId, id, now, linkUntil('dossier', now));
  const shown = Object.fromEntries(
    allAnswers(tx, id)
      .filter((answer) => answer.superseded_at === null)
      .map((answer) => [answer.question, answer.shown ?? '']),
  );
  const record = freeze({
    talk,
    evidence,
    shown,
    statements: keptWords(tx, id),
    reference,
    version,
    now,
    downloadUrl: `${tools.publicUrl}/d/${token}`,
    law: tools.law,
    wording: tools.wording,
    agency: agencyChosen(tx, id),
  });
  assertWhole(reference, notIndexed(record, evidence));
  dossierPrepared(tx, dossierId, id, version, record, now);
  return latestDossier(tx, id) as DossierRow;
};

/** Pages of an exhibit's file, as they were normalised on arrival. */
export const bytesFor =
  (tools: ChoreTools, id: string): ExhibitBytes =>
  async (sha256) => {
    const row = evidenceOf(tools.db.read, id).find((one: EvidenceRow) => one.sha256 === sha256);
    if (row?.pages == null) throw new Error(`the exhibit ${sha256.slice(0, 12)} of conversation ${id} has no pages; prepare it again`);
    return Promise.all((JSON.parse(row.pages) as string[]).map((page) => tools.evidence.store.get(page)));
  };
