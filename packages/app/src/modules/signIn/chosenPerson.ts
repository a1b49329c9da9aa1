import { IdentityApi } from '@backstage/frontend-plugin-api';

const STORAGE_KEY = 'laptop-sign-in-person';

/**
 * Who was chosen in this browser tab. A reload keeps the person; another tab can be somebody else, which is what one wants to see an approval
 * from both sides.
 */
export const chosenPerson = {
  get: () => sessionStorage.getItem(STORAGE_KEY) ?? undefined,
  set: (entityRef: string) => sessionStorage.setItem(STORAGE_KEY, entityRef),
  forget: () => sessionStorage.removeItem(STORAGE_KEY),
};

/** Without this, the page would sign the same person in again right after signing out. */
export function forgetOnSignOut(identity: IdentityApi): IdentityApi {
  return {
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    getProfileInfo: () => identity.getProfileInfo(),
    async signOut() {
      chosenPerson.forget();
      await identity.signOut();
    },
  };
}
