import type {
  LogLine,
  Operation,
} from 'backstage-plugin-eks-environments-common';

/** One update of a stream of a log. */
export type LogUpdate =
  | { kind: 'line'; line: LogLine }
  | { kind: 'progress'; operation: Operation };

/** A log as a text file. */
export interface LogFile {
  name: string;
  /** Pieces of the text, read from the database as they are taken. */
  text: AsyncIterable<string>;
}
