/**
 * Owns a statement built once with Kysely and run many times with named parameters: typed like Kysely, as fast as a prepared
 * statement (compiling a query at each call cost 45 µs per three statements).
 */
import { type Compilable, type CompiledQuery, DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Schema } from './schema.js';

/** Statement text and, in order, the parameter names or fixed values to bind. */
export type Query<P, R> = {
  readonly sql: string;
  readonly binds: readonly (Named | Bindable)[];
  /** Types only. */
  readonly shape?: { readonly params: P; readonly row: R };
};
export type Bindable = string | number | null | Buffer;

class Named {
  constructor(readonly name: string) {}
}
export const isNamed = (bind: Named | Bindable): bind is Named => bind instanceof Named;

/** Builds SQL only; never connects. */
const builder = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/**
 * `const byId = query<{ id: string }>()((db, p) => db.selectFrom('conversation').selectAll().where('id', '=', p('id')));`
 */
export const query =
  <P extends Record<string, Bindable> = Record<never, never>>() =>
  <R>(build: (db: Kysely<Schema>, p: <K extends keyof P & string>(name: K) => P[K]) => Compilable<R>): Query<P, R> => {
    // The marker travels through Kysely as an opaque parameter and comes back in `parameters`, in order.
    const marker = <K extends keyof P & string>(name: K): P[K] => new Named(name) as unknown as P[K];
    const compiled: CompiledQuery<R> = build(builder, marker).compile();
    return { sql: compiled.sql, binds: compiled.parameters as readonly (Named | Bindable)[] };
  };
