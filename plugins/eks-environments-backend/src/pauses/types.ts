import type {
  EnginePause,
  EnginePauseInput,
} from 'backstage-plugin-eks-environments-common';

/** What of the engine's work is held back by people. */
export interface EnginePauses {
  /** Oldest first. */
  list(): Promise<EnginePause[]>;
  /**
   * Holds back what has not begun; what runs goes on.
   *
   * @throws ConflictError when the same is paused already
   */
  pause(input: EnginePauseInput, actor: string): Promise<EnginePause>;
  /** @throws NotFoundError when it was lifted already */
  resume(id: string, actor: string): Promise<void>;
}
