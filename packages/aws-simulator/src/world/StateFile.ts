import fs from 'node:fs';
import path from 'node:path';
import { WorldState } from './model';

/**
 * The state on disk: written shortly after a change, to a second file that then replaces the first, so that a crash while writing keeps
 * the previous state.
 */
export class StateFile {
  private readonly file: string;
  private timer?: NodeJS.Timeout;
  private written?: string;

  constructor(directory: string) {
    fs.mkdirSync(directory, { recursive: true });
    this.file = path.join(directory, 'aws-simulator.json');
  }

  load(): WorldState | undefined {
    let text: string;
    try {
      text = fs.readFileSync(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return undefined;
      }
      throw error;
    }
    const state = JSON.parse(text) as WorldState;
    if (state.version !== 1) {
      throw new Error(
        `${this.file} was written by another version of the simulator; delete it to start empty`,
      );
    }
    return state;
  }

  saveSoon(state: () => WorldState): void {
    this.timer ??= setTimeout(() => this.save(state()), 200).unref();
  }

  save(state: WorldState): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const text = JSON.stringify(state);
    if (text === this.written) {
      return;
    }
    const draft = `${this.file}.new`;
    fs.writeFileSync(draft, text, { mode: 0o600 });
    fs.renameSync(draft, this.file);
    this.written = text;
  }
}
