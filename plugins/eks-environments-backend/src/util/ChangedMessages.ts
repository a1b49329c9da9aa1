/** Tells which messages about recurring subjects are new, so that each is logged once and not in every run of a schedule. */
export class ChangedMessages {
  readonly #messages = new Map<string, string>();

  /** Records the message about a subject. @returns whether the last one was another one */
  isNew(subject: string, message: string): boolean {
    const isNew = this.#messages.get(subject) !== message;
    this.#messages.set(subject, message);
    return isNew;
  }

  /** There is nothing to say about the subject any more. @returns whether there was */
  clear(subject: string): boolean {
    return this.#messages.delete(subject);
  }
}
