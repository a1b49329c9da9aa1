/**
 * A state machine as data: for each state, the states that may follow it.
 *
 * @remarks
 *
 * The engine obeys these tables, the badges and diagrams are made from them and the tests enumerate them. A state without
 * followers is final.
 *
 * @public
 */
export type StateTable<TState extends string> = Readonly<
  Record<TState, readonly TState[]>
>;

/**
 * Whether the table lets `to` follow `from`.
 *
 * @public
 */
export function isTransition<TState extends string>(
  table: StateTable<TState>,
  from: TState,
  to: TState,
): boolean {
  return table[from].includes(to);
}

/**
 * The states of a table that nothing follows.
 *
 * @public
 */
export function finalStates<TState extends string>(
  table: StateTable<TState>,
): TState[] {
  return (Object.keys(table) as TState[]).filter(
    state => table[state].length === 0,
  );
}
