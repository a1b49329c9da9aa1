/**
 * A signed-in person, as in the user info service and permission policies.
 *
 * @public
 */
export interface OwnershipClaims {
  userEntityRef: string;
  /** The ownership claims of the sign-in: the person and their direct groups. */
  ownershipEntityRefs?: string[];
}

/**
 * Resolves the owners that a person belongs to.
 *
 * @public
 */
export interface OwnershipResolver {
  /**
   * The person, the groups they are a direct member of, and all groups above those, as full entity references in lower case.
   *
   * @remarks
   *
   * A member of `team-shop`, a child of `shop-department`, is also a member of `shop-department`. Throws when the catalog cannot be read,
   * so that nobody gets access from an incomplete answer.
   *
   * @throws ServiceUnavailableError when the catalog cannot be read
   */
  resolve(user: OwnershipClaims): Promise<string[]>;
}
