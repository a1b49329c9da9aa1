import type {
  EnginePause,
  EnginePauseInput,
} from 'backstage-plugin-eks-environments-common';

/** The operations that people have paused. */
export interface EnginePauses {
  /** Oldest first. */
  list(): Promise<EnginePause[]>;
  /**
   * Pauses pending operations. Running operations continue.
   *
   * @throws ConflictError when there is already such a pause
   */
  pause(input: EnginePauseInput, actor: string): Promise<EnginePause>;
  /** @throws NotFoundError when the pause was already lifted */
  resume(id: string, actor: string): Promise<void>;
}
