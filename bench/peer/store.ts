/** Owns the peer's durable conversations: one row per chat in an encrypted SQLite file, same build, key form, WAL and synchronous=FULL as ours. */
import type { VersionedStateStorage } from '@grammyjs/conversations';
import Sqlite from 'better-sqlite3';

/** Opens or makes the file. `key`: 32 bytes. Each write is a commit of its own, synced before it returns. */
export const openStore = <S>(file: string, key: Buffer): { readonly adapter: VersionedStateStorage<string, S>; readonly durability: () => object } => {
  const db = new Sqlite(file);
  db.pragma(`cipher='aegis'`);
  db.pragma(`key="x'${key.toString('hex')}'"`);
  db.pragma('journal_mode=WAL');
  db.pragma('synchronous=FULL');
  db.pragma('temp_store=MEMORY');
  db.exec('create table if not exists conversation (chat text primary key, state text not null)');
  const get = db.prepare<[string], { state: string }>('select state from conversation where chat = ?');
  const put = db.prepare('insert into conversation (chat, state) values (?, ?) on conflict (chat) do update set state = excluded.state');
  const drop = db.prepare('delete from conversation where chat = ?');
  return {
    adapter: {
      read: (chat) => {
        const row = get.get(chat);
        return row === undefined ? undefined : JSON.parse(row.state);
      },
      write: (chat, state) => void put.run(chat, JSON.stringify(state)),
      delete: (chat) => void drop.run(chat),
    },
    durability: () => ({ synchronous: db.pragma('synchronous', { simple: true }), journal: db.pragma('journal_mode', { simple: true }) }),
  };
};
