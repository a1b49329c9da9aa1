import type {
  LogLine,
  Operation,
} from 'backstage-plugin-eks-environments-common';

/** One update of a log stream. */
export type LogUpdate =
  | { kind: 'line'; line: LogLine }
  | { kind: 'progress'; operation: Operation };

/** A log as a text file. */
export interface LogFile {
  name: string;
  /** Parts of the text, read from the database on demand. */
  text: AsyncIterable<string>;
}
