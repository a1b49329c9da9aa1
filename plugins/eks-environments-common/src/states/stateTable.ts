/**
 * A state machine as data: for each state, the states that may follow it.
 *
 * @remarks
 *
 * The engine enforces these tables, badges and diagrams are generated from them, and tests enumerate them. A state without successors is
 * final.
 *
 * @public
 */
export type StateTable<TState extends string> = Readonly<
  Record<TState, readonly TState[]>
>;

/**
 * Whether the table allows the transition from `from` to `to`.
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
 * All states of a table, in its order.
 *
 * @public
 */
export function statesOf<TState extends string>(
  table: StateTable<TState>,
): [TState, ...TState[]] {
  return Object.keys(table) as [TState, ...TState[]];
}

/**
 * The final states of a table.
 *
 * @public
 */
export function finalStates<TState extends string>(
  table: StateTable<TState>,
): TState[] {
  return statesOf(table).filter(state => table[state].length === 0);
}
