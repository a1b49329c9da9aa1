/**
 * A signed-in person, as the user info service and permission policies know them.
 *
 * @public
 */
export interface OwnershipClaims {
  userEntityRef: string;
  /** What the sign-in said: the person and their direct groups. */
  ownershipEntityRefs?: string[];
}

/**
 * Knows whose things a person may call their own.
 *
 * @public
 */
export interface OwnershipResolver {
  /**
   * The person, the groups they are a direct member of, and all groups above those, as full entity references in lower case.
   *
   * @remarks
   *
   * A member of `team-shop`, a child of `shop-department`, is a member of `shop-department` too. Never guesses: when the
   * catalog can't be read it throws, so that nobody is let in on half an answer.
   *
   * @throws ServiceUnavailableError when the catalog can't be read
   */
  resolve(user: OwnershipClaims): Promise<string[]>;
}
