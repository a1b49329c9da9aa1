/** Tells which messages about recurring subjects are new, so that each is logged once and not in every run of a schedule. */
export class ChangedMessages {
  readonly #messages = new Map<string, string>();

  /** Records the message about a subject. @returns whether the last one was another one */
  isNew(subject: string, message: string): boolean {
    const isNew = this.#messages.get(subject) !== message;
    this.#messages.set(subject, message);
    return isNew;
  }

  /** Records all there is to say now, by subject. @returns the messages that are new */
  changed(messages: ReadonlyMap<string, string>): string[] {
    for (const subject of this.#messages.keys()) {
      if (!messages.has(subject)) {
        this.clear(subject);
      }
    }
    return [...messages]
      .filter(([subject, message]) => this.isNew(subject, message))
      .map(([, message]) => message);
  }

  /** There is nothing to say about the subject any more. @returns whether there was */
  clear(subject: string): boolean {
    return this.#messages.delete(subject);
  }
}
