import { finalStates, statesOf, type StateTable } from './stateTable';

/**
 * A state table as a Mermaid state diagram. The first state of the table is the initial state.
 *
 * @public
 */
export function toMermaid<TState extends string>(
  table: StateTable<TState>,
): string {
  const states = statesOf(table);
  return [
    'stateDiagram-v2',
    `  [*] --> ${states[0]}`,
    ...states.flatMap(from => table[from].map(to => `  ${from} --> ${to}`)),
    ...finalStates(table).map(state => `  ${state} --> [*]`),
  ].join('\n');
}
